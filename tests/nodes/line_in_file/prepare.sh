printf '# comment\nPort 22\nProtocol 1\n#PermitRootLogin yes\nProtocol 2\nlast' >/etc/sshd.case
chmod 640 /etc/sshd.case
chown 65534 /etc/sshd.case
