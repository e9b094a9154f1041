echo 'de_DE.UTF-8 UTF-8' >>/etc/locale.gen
