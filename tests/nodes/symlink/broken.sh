ln -s /srv/elsewhere /srv/current
