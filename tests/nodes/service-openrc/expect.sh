pgrep -x sleep
[ -e /etc/runlevels/default/case ]
[ ! -e /etc/runlevels/default/cron ]
