[ "$(systemctl show -p ActiveState,SubState --value case | tr '\n' ' ')" = 'active running ' ]
[ "$(systemctl is-enabled case)" = enabled ]
pgrep -x sleep
! pgrep -x cron
[ "$(systemctl is-enabled cron)" = disabled ]
! systemctl is-active broken
