# Starts systemd as the first process of a mounted system and stays in front of it.
# $1: the root.
hierarchy=$(mktemp -d)
mount -t cgroup2 cgroup2 "$hierarchy"
# What earlier systems left: empty folders, deepest first.
find "$hierarchy" -mindepth 1 -depth -path '*/ordain-nodes-*' -type d -mmin +10 \
  -exec rmdir {} + 2>/dev/null || :
mine=$(mktemp -d "$hierarchy/ordain-nodes-XXXXXX")
echo $$ >"$mine/cgroup.procs"
exec unshare --pid --fork --mount --cgroup --ipc --kill-child sh -euc '
  # A root of its own, not a changed one: services with namespaces of their own need that.
  mount --rbind "$1" "$1"
  cd "$1"
  mount -t proc proc proc
  umount sys
  mount -t sysfs sysfs sys
  mount -t cgroup2 cgroup2 sys/fs/cgroup
  pivot_root . .
  umount -l .
  cd /
  exec env -i container=ordain PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    /lib/systemd/systemd --log-target=console --show-status=0
' boot "$1"
