[ -d /srv/app ] && [ ! -e /srv/app/releases ] && [ ! -e "/srv/with blank and 'quote'" ]
