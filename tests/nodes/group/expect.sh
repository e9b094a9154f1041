grep -q '^app:[^:]*:1600:' /etc/group
[ "$(sed -n 's/^svc:[^:]*:\([0-9]*\):.*/\1/p' /etc/group)" -lt 1000 ]
grep -q '^moved:[^:]*:1700:' /etc/group
! grep -q '^old:' /etc/group
