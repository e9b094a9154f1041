set -eu
[ "$(cat /srv/shop.conf /srv/docs.conf /srv/wiki.conf)" = 'serve shop
serve docs
serve wiki' ]
[ "$(cat /srv/log)" = 'checked shop
checked docs
checked wiki
reloaded
told
last' ]
