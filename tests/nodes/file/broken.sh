printf 'half' >/etc/motd.case
chmod 777 /etc/motd.case
mkdir -p /srv
printf 'other' >/srv/-dash
