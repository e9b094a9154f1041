[ -e /tmp/later ] && [ ! -e /tmp/gone ]
