! grep -q UseDNS /etc/sshd.case
grep -q X11Forwarding /etc/sshd.case
[ ! -s /etc/new.case ]
