rc-update add case default
