[ "$(cat /proc/sys/net/ipv4/ip_forward)" = 1 ]
[ "$(tr '\t' ' ' </proc/sys/net/ipv4/ip_local_port_range)" = '20000 60000' ]
cat /etc/sysctl.d/*.conf | grep -q -x 'net.ipv4.ip_forward *= *1'
! command -v sysctl >/dev/null || [ "$(sysctl -n net.ipv4.ip_forward)" = 1 ]
