printf 'first' >/etc/new.case
