systemctl enable case
systemctl mask --runtime cron || :
systemctl unmask --runtime cron
systemctl stop cron
