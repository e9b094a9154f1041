echo web-1.example.com >/etc/hostname
