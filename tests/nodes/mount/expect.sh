grep -q ' /mnt/data tmpfs ' /proc/mounts
[ "$(stat -c %a /mnt/data)" = 750 ]
[ "$(awk '$2 == "/mnt/data" { print $1, $3, $4 }' /etc/fstab)" = "tmpfs tmpfs size=1m,mode=750" ]
[ "$(grep -c /mnt/later /etc/fstab)" = 1 ]
! grep -q /mnt/later /proc/mounts
grep -q '^# the table' /etc/fstab
