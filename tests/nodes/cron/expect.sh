cat >/tmp/wanted <<'END'
MAILTO=ops
15 3 * * * nobody date +\%F >>/tmp/it's; echo "$HOME"
END
cmp /tmp/wanted /etc/cron.d/reports
[ "$(stat -c '%a %u' /etc/cron.d/reports)" = "644 0" ]
[ "$(cat /etc/cron.d/boot)" = '@reboot root true' ]
