# Debian with Ansible beside it. Its packages are fetched by the machine's own pip, which knows how
# to reach the registry from here, and installed without a network.
# $1: the root; $2: a Debian root; $3: what pip installs.
cp -a "$2/." "$1/"
python3 -m pip download --quiet --disable-pip-version-check --only-binary=:all: \
  --python-version 3.11 --implementation cp --platform manylinux2014_x86_64 \
  --dest "$1/opt/wheels" "$3"
chroot "$1" /bin/sh -euc '
  python3 -m venv /opt/ansible
  PIP_DISABLE_PIP_VERSION_CHECK=1
  export PIP_DISABLE_PIP_VERSION_CHECK
  /opt/ansible/bin/pip install --quiet --no-index --find-links /opt/wheels "$0"
  /opt/ansible/bin/python -m compileall -q /opt/ansible >/dev/null || true
  rm -r /opt/wheels
' "$3"
