mkdir -p /srv/app/.git
git init -q /srv/head
