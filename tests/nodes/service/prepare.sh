cat >/etc/systemd/system/case.service <<'END'
[Service]
ExecStart=/bin/sleep 1000
[Install]
WantedBy=multi-user.target
END
