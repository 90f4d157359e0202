#!/usr/bin/env bash
# Builds the RPM package where rpmbuild exists: build-rpm.sh APP_IMAGE VERSION TARGET_DIR
set -euo pipefail
image=$1 version=$2 target=$3
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v rpmbuild >/dev/null; then
  echo "rpmbuild is not here: no .rpm is built"
  exit 0
fi
root=$target/rpm-root
"$here/stage.sh" "$image" "$version" "$root"
install -m644 "$here/../../LICENSE" "$root/usr/share/doc/coppice/LICENSE"
cat > "$target/coppice.spec" <<SPEC
Name: coppice
Version: $version
Release: 1
Summary: Console for virtual datacentres whose machines are forked
License: Apache-2.0
Requires: gtk3, libXtst, fontconfig, dejavu-sans-fonts
AutoReqProv: no
%global __os_install_post %{nil}
%global debug_package %{nil}
%global _build_id_links none
%define _binary_payload w3.xzdio
%description
Coppice administers virtual machines by pointing and clicking. It opens on an
embedded simulated datacentre, with inventory trees, live charts, operations
with preflight checks and jobs, and faults to try.
%install
cp -a "$root/." "%{buildroot}/"
%files
/opt/coppice
/usr/bin/coppice
/usr/share/applications/coppice.desktop
/usr/share/icons/hicolor/*/apps/coppice.*
/usr/share/metainfo/io.coppice.Coppice.metainfo.xml
/usr/share/man/man1/coppice.1.gz
%license /usr/share/doc/coppice/LICENSE
%doc /usr/share/doc/coppice/copyright
SPEC
rpmbuild -bb --quiet --define "_topdir $target/rpmbuild" --define "_rpmdir $target" --define "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm" \
  "$target/coppice.spec"
rm -rf "$root" "$target/rpmbuild" "$target/coppice.spec"
