echo old >/etc/kept.case
chmod 604 /etc/kept.case
