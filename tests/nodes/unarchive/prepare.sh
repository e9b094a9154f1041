mkdir -p /srv/app-1.4/bin /opt
printf '#!/bin/sh\necho runs\n' >/srv/app-1.4/bin/run
chmod 755 /srv/app-1.4/bin/run
chown -R 65534 /srv/app-1.4
tar -czf /srv/app-1.4.tar.gz -C /srv app-1.4
cd /srv/app-1.4
zip -qr /srv/app.zip bin
