[ "$(cat /srv/made)" = "it's sh /srv" ]
[ "$(cat /srv/twice)" = x ]
[ "$(cat /srv/-dash)" = y ]
