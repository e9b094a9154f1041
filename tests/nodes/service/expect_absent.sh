[ ! -L /etc/systemd/system/multi-user.target.wants/case.service ]
