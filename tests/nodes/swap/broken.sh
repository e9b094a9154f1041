dd if=/dev/zero of=/swapfile bs=1024 count=7 2>/dev/null
