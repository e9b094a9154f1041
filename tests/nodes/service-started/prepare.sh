for name in case broken; do
  printf '%s\n' '[Service]' "ExecStart=/bin/sleep 1000" '[Install]' 'WantedBy=multi-user.target' \
    >/etc/systemd/system/$name.service
done
systemctl daemon-reload
systemctl start broken
systemctl is-active cron
