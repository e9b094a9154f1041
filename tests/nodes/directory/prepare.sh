mkdir -p /srv/old/deep /srv/tree/below
echo x >/srv/old/deep/file
echo x >/srv/tree/below/file
