[ ! -e /swapfile ] && ! grep -q swapfile /etc/fstab && ! grep -q '^/swapfile ' /proc/swaps
