echo Asia/Seoul >/etc/timezone
