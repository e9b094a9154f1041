# The port answers before anything runs; the file comes while the play waits for it.
mkdir /tmp/served
(cd /tmp/served && exec python3 -m http.server --bind 127.0.0.1 7171) >/dev/null 2>&1 &
until python3 -c 'import socket; socket.create_connection(("127.0.0.1", 7171))' 2>/dev/null; do
  sleep 0.1
done
(sleep 5; : >/tmp/later) >/dev/null 2>&1 &
