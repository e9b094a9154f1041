dpkg --unpack /srv/repo/case-tool_1.1.deb >/dev/null
