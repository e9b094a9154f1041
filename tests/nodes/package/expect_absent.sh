[ ! -e /usr/share/case-tool/version ] && [ -e /usr/share/case-other/version ]
