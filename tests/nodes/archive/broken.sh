printf half >/srv/app.tar.gz
touch -d '2020-01-01' /srv/app.tar.gz
