[ "$(date +%Z)" = KST ]
[ "$(cat /etc/timezone)" = Asia/Seoul ]
