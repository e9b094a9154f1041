[ "$(cat /etc/hosts.case)" = '127.0.0.1 localhost' ]
[ ! -s /etc/fresh.case ]
