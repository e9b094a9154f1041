[ "$(stat -c '%s %a' /swapfile)" = "2097152 600" ]
grep -q '^/swapfile ' /proc/swaps
grep -q '^/swapfile none swap ' /etc/fstab
