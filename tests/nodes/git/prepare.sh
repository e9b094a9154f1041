HOME=/root
export HOME
mkdir -p /srv
git init -q -b main /srv/origin
cd /srv/origin
git config user.email nobody@localhost
git config user.name nobody
echo one >file
git add file
git commit -qm one
git tag v1
echo two >file
git commit -qam two
git clone -q /srv/origin /srv/forced
echo local >/srv/forced/file
