# A repository on the node itself, with two versions of one package and one of another.
mkdir -p /srv/repo
make() {
  mkdir -p /tmp/build
  cat >/tmp/build/case.spec <<END
Name: $1
Version: $2
Release: 1
Summary: $1
License: none
BuildArch: noarch
%description
$1
%install
mkdir -p %{buildroot}/usr/share/$1
echo $2 >%{buildroot}/usr/share/$1/version
%files
/usr/share/$1
END
  HOME=/tmp/build rpmbuild --quiet -bb --define '_rpmdir /srv/repo' --define '_topdir /tmp/build' \
    --define '_rpmfilename %{name}-%{version}.rpm' /tmp/build/case.spec >/dev/null
}
make case-tool 1.0
make case-tool 1.1
make case-other 2.0
createrepo_c --quiet /srv/repo
