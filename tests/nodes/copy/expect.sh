[ "$(stat -c '%a %u' /etc/app.case)" = "600 65534" ]
printf 'port = 80\nname = "größe ✓"\n' | cmp - /etc/app.case
[ -f /etc/empty.case ] && [ ! -s /etc/empty.case ]
[ "$(cat /etc/sh.case)" = 'echo fine' ]
[ "$(cat /etc/kept.case)" = new ]
[ "$(cat /etc/kept.case.*~)" = old ]
[ "$(stat -c '%a' /etc/kept.case)" = 604 ]
[ -z "$(find /etc -name '.ordain*')" ]
