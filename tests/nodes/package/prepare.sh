# A repository on the node itself, with two versions of one package and one of another.
mkdir -p /srv/repo
make() {
  mkdir -p "/tmp/$1-$2/DEBIAN" "/tmp/$1-$2/usr/share/$1"
  echo "$2" >"/tmp/$1-$2/usr/share/$1/version"
  printf '%s\n' "Package: $1" "Version: $2" 'Architecture: all' 'Maintainer: Nobody <nobody@localhost>' \
    "Description: $1" >"/tmp/$1-$2/DEBIAN/control"
  dpkg-deb --build --root-owner-group "/tmp/$1-$2" "/srv/repo/$1_$2.deb" >/dev/null
  dpkg-deb -f "/srv/repo/$1_$2.deb" >>/srv/repo/Packages
  printf '%s\n' "Filename: ./$1_$2.deb" "Size: $(stat -c %s "/srv/repo/$1_$2.deb")" \
    "SHA256: $(sha256sum "/srv/repo/$1_$2.deb" | cut -d' ' -f1)" '' >>/srv/repo/Packages
}
make case-tool 1.0
make case-tool 1.1
make case-other 2.0

rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*
echo 'deb [trusted=yes] file:/srv/repo ./' >/etc/apt/sources.list
