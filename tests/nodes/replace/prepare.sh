printf 'a port=1 b port=22\n# remark\nend' >/etc/app.case
chmod 600 /etc/app.case
