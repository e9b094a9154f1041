mkdir -p /srv/app/deep
printf "it's" >"/srv/app/deep/a file"
: >/srv/app/-dash
: >/srv/old.tar
