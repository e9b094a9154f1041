! grep -q -e '^app:' -e '^svc:' /etc/group
