[ ! -L /srv/current ] && [ ! -L /srv/folder-link ] && [ -L /srv/instead ]
