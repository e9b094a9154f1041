! cat /etc/modules-load.d/*.conf /etc/modprobe.d/*.conf 2>/dev/null | grep -e br_netfilter -e dccp
