file=/home/deploy/.ssh/authorized_keys
[ "$(stat -c '%a %U' /home/deploy/.ssh)" = "700 deploy" ]
[ "$(stat -c '%a %U' $file)" = "600 deploy" ]
[ "$(grep -c FirstFirst $file)" = 1 ]
! grep -q Oldold $file
