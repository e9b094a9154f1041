groupadd -g 1601 app
