[ ! -e /usr/share/case-tool/version ] && [ ! -e /etc/yum.repos.d/case.repo ]
[ -e /usr/share/case-other/version ]
