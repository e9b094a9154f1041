printf 'a <&\\1/$x b <&\\1/$x\n\nend' | cmp - /etc/app.case
[ "$(stat -c '%a' /etc/app.case)" = 600 ]
