# Leaves dnf as the only manager of packages, with its database where other systems have it.
# $1: the root.
rm -f "$1"/usr/bin/apt* "$1"/usr/bin/dpkg*
mkdir -p "$1/etc/yum.repos.d" "$1/etc/rpm" "$1/var/lib/rpm"
echo '%_dbpath /var/lib/rpm' >"$1/etc/rpm/macros"
chroot "$1" rpm --initdb
