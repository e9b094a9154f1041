mkdir -p /mnt/data
echo 'tmpfs /mnt/data tmpfs defaults 0 0' >>/etc/fstab
