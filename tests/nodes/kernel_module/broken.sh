mkdir -p /etc/modules-load.d
echo br_net >/etc/modules-load.d/br_netfilter.conf
