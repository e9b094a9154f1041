[ ! -e /srv/app.zip ] && [ -e /srv/app.tar.gz ]
