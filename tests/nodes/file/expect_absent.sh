[ ! -e /etc/motd.case ] && [ ! -e /srv/-dash ] && [ ! -e /etc/link.case ]
[ -e /etc/empty.case ]
