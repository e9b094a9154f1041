! getent passwd app && ! getent passwd svc && [ -d /srv/app ]
