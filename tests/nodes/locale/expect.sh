locale -a | grep -qi '^de_DE.utf-\?8$'
grep -q -x 'LANG="\?de_DE.UTF-8"\?' /etc/default/locale
