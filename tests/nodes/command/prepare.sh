mkdir -p /srv
