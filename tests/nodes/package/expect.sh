[ "$(dpkg-query -W -f '${db:Status-Abbrev}${Version}' case-tool)" = 'ii 1.0' ]
[ "$(cat /usr/share/case-tool/version)" = 1.0 ]
[ "$(cat /usr/share/case-other/version)" = 2.0 ]
[ ! -e /usr/bin/zip ]
