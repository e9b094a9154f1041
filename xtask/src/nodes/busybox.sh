# A small system: busybox for every program, and the few files that make it a system.
# $1: the root.
cd "$1"
mkdir -p bin sbin usr/bin usr/sbin etc/init.d proc sys dev run tmp root home opt srv var/log var/lib \
  var/spool/cron/crontabs lib/modules
chmod 700 root
chmod 1777 tmp
cp "$(command -v busybox)" bin/busybox
for path in $(bin/busybox --list-full); do
  [ -e "$path" ] || ln -s /bin/busybox "$path"
done
printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' 'nobody:x:65534:65534:nobody:/:/bin/false' >etc/passwd
printf '%s\n' 'root:x:0:' 'wheel:x:10:root' 'nogroup:x:65534:' >etc/group
printf '%s\n' 'root:*:19000:0:99999:7:::' 'nobody:!:19000:0:99999:7:::' >etc/shadow
chmod 640 etc/shadow
printf '%s\n' /bin/sh /bin/ash >etc/shells
printf '%s\n' 'ID=busybox' 'NAME="Busybox"' 'VERSION_ID="1.35"' >etc/os-release
printf '%s\n' node >etc/hostname
printf '%s\n' '127.0.0.1 localhost' >etc/hosts
: >etc/fstab
