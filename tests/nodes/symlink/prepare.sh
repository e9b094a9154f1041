mkdir -p /srv/41
echo in the way >/srv/instead
ln -s /srv/41 /srv/folder-link
