! cat /etc/sysctl.d/*.conf | grep -q ip_forward
cat /etc/sysctl.d/*.conf | grep -q ip_local_port_range
