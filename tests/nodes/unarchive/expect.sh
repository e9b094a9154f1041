[ "$(/opt/app/bin/run)" = runs ]
[ "$(stat -c %u /opt/app/bin/run)" = 0 ]
[ "$(cat /opt/zip/bin/run)" = "$(cat /opt/app/bin/run)" ]
[ -x /opt/made/app-1.4/bin/run ]
