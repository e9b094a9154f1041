echo '# the table' >/etc/fstab
