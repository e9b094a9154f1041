cat /etc/modules-load.d/*.conf | grep -q -x br_netfilter
cat /etc/modprobe.d/*.conf | grep -q -x 'options br_netfilter debug=1'
cat /etc/modprobe.d/*.conf | grep -q -x 'blacklist dccp'
