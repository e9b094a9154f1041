nft list chain inet filter input | sed "s, counter packets [0-9]* bytes [0-9]*,," >/tmp/rules
[ "$(grep -c 'ip saddr 10.0.0.0/8 tcp dport 22 accept' /tmp/rules)" = 1 ]
[ "$(grep -c 'tcp dport 443 accept' /tmp/rules)" = 1 ]
[ "$(grep -c 'udp dport 53 accept' /tmp/rules)" = 1 ]
[ "$(grep -c accept /tmp/rules)" = 4 ]
