printf 'the to' >/usr/local/bin/tool
