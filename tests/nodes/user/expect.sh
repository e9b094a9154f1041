[ "$(getent passwd app | cut -d: -f1-3,5-)" = "app:x:1500:The app, it's \"ours\":/srv/app:/bin/sh" ]
[ "$(stat -c '%u' /srv/app)" = 1500 ]
id -nG app | grep -qw games
id -nG app | grep -qw mail
[ "$(getent shadow app | cut -d: -f2)" = '$6$abc$defghijklmnop' ]
[ "$(id -u svc)" -lt 1000 ]
[ ! -e /home/svc ]
! getent passwd old
[ ! -e /home/old ]
[ "$(getent passwd there | cut -d: -f7)" = /bin/false ]
id -nG there | grep -qw mail
