server {
  listen ${port};
  server_name ${name};
  root /srv/${name};
}
