cat >/etc/init.d/case <<'END'
#!/sbin/openrc-run
command=/bin/sleep
command_args=1000
command_background=true
pidfile=/run/case.pid
END
chmod 755 /etc/init.d/case
rc-update add cron default || :
