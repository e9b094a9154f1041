cat >/tmp/wanted <<'END'
# comment
Port 22
X11Forwarding no
PermitRootLogin no
last
UseDNS no
-n 'a' "b" $(id) `id` \1 & % é
END
cmp /tmp/wanted /etc/sshd.case
[ "$(stat -c '%a %u' /etc/sshd.case)" = "640 65534" ]
[ "$(cat /etc/new.case)" = first ]
