[ "$(cat /etc/hostname)" = web-1.example.com ]
[ "$(uname -n)" = web-1.example.com ]
