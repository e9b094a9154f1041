! grep -q /mnt/data /proc/mounts && ! grep -q /mnt/data /etc/fstab && grep -q /mnt/later /etc/fstab
