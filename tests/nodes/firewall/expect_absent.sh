! nft list chain inet filter input | grep 443
nft list chain inet filter input | grep -q 'dport 22'
