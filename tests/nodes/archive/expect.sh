[ "$(stat -c %a /srv/app.tar.gz)" = 600 ]
mkdir /tmp/gz /tmp/xz
tar -xzf /srv/app.tar.gz -C /tmp/gz
xz -dc /srv/app.tar.xz | tar -xf - -C /tmp/xz
[ "$(cat "/tmp/gz/deep/a file")" = "it's" ] && [ "$(cat "/tmp/xz/deep/a file")" = "it's" ]
[ "$(unzip -p /srv/app.zip 'deep/a file')" = "it's" ]
[ ! -e /srv/old.tar ]
rm -rf /tmp/gz /tmp/xz
