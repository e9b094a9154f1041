# Adds busybox's shell, without making its other programs those of the system.
# $1: the root.
mkdir -p "$1/usr/local/lib/ash"
cp "$(command -v busybox)" "$1/usr/local/lib/ash/busybox"
ln -s busybox "$1/usr/local/lib/ash/sh"
# No index of packages, no messages of a first boot.
rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/archives/*.deb
