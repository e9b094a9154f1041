nft add table inet filter
nft add chain inet filter input '{ type filter hook input priority 0; policy accept; }'
nft add rule inet filter input ip saddr 10.0.0.0/8 tcp dport 22 counter accept comment '"by hand"'
