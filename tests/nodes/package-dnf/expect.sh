grep -q 'file:///srv/repo' /etc/yum.repos.d/case.repo
[ "$(rpm -q --qf '%{version}' case-tool)" = 1.0 ]
[ "$(cat /usr/share/case-tool/version)" = 1.0 ]
[ "$(cat /usr/share/case-other/version)" = 2.0 ]
