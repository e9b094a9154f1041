mkdir -p /srv/app
mkdir -m 700 /srv/app/releases
