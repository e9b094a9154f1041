: >/srv/twice
