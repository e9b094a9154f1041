grep -q -x '10.0.0.1 db' /etc/hosts.case
grep -q -x -F '10.0.0.2 cache $(id) & \1' /etc/hosts.case
[ "$(head -n 1 /etc/hosts.case)" = '127.0.0.1 localhost' ]
grep -q -x only /etc/fresh.case
[ "$(grep -c . /etc/fresh.case)" = 3 ]
