[ "$(systemctl is-enabled cron)" = disabled ]
[ "$(readlink /etc/systemd/system/multi-user.target.wants/case.service)" = /etc/systemd/system/case.service ]
