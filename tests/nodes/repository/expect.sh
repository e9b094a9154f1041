grep -q 'file:/srv/repo' /etc/apt/sources.list.d/case.list
[ "$(cat /usr/share/case-tool/version)" = 1.1 ]
