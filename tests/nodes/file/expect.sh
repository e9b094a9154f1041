[ "$(stat -c '%a %u %g %F' /etc/motd.case)" = "640 65534 0 regular file" ]
printf '%s\n' "it's \$(id) \`id\` \"quoted\" \\ %s" | cmp - /etc/motd.case
[ "$(stat -c '%a %s' /etc/empty.case)" = "644 0" ]
[ "$(stat -c '%a' /srv/-dash)" = 600 ]
printf 'no line end' | cmp - /srv/-dash
[ ! -e /etc/old.case ]
[ ! -L /etc/link.case ]
[ "$(cat /etc/hosts.keep)" = kept ]
[ -z "$(find /etc /srv -name '.ordain*')" ]
