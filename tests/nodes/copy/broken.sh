printf 'port' >/etc/app.case
mkdir /etc/.ordain.left
rmdir /etc/.ordain.left
