[ ! -e /etc/apt/sources.list.d/case.list ] && [ ! -e /usr/share/case-tool/version ]
