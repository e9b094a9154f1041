mkdir -p /opt/app/bin
printf half >/opt/app/bin/run
