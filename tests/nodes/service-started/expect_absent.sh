! systemctl is-active case
[ "$(systemctl is-enabled case)" = disabled ]
