[ "$(cat /usr/local/bin/tool)" = 'the tool' ]
[ "$(stat -c '%a %u' /usr/local/bin/tool)" = '750 65534' ]
[ "$(stat -c '%a' /srv/unchecked)" = 644 ]
[ "$(ls -A /srv)" = unchecked ]
