useradd -m deploy
mkdir -m 700 /home/deploy/.ssh
printf '%s\n' 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOldoldOldoldOldoldOldoldOldoldOldoldOld22 gone' >/home/deploy/.ssh/authorized_keys
chown -R deploy: /home/deploy/.ssh
