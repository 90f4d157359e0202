#!/usr/bin/env bash
# Builds the Debian package: build-deb.sh APP_IMAGE VERSION TARGET_DIR
set -euo pipefail
image=$1 version=$2 target=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$target/deb-root
arch=$(dpkg --print-architecture)

"$here/stage.sh" "$image" "$version" "$root"
install -d "$root/DEBIAN"
gzip -9n > "$root/usr/share/doc/coppice/changelog.gz" <<CHANGES
coppice ($version) stable; urgency=medium

  * Version $version.

 -- The Coppice authors <authors@coppice.invalid>  $(date -Ru --date="@${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null || date +%s)}")
CHANGES
cat > "$root/DEBIAN/control" <<CONTROL
Package: coppice
Version: $version
Architecture: $arch
Maintainer: The Coppice authors <authors@coppice.invalid>
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f1)
Depends: libc6, libgtk-3-0 | libgtk-3-0t64, libxtst6, libgl1, fontconfig, fonts-dejavu-core | fonts-dejavu
Section: admin
Priority: optional
Description: console for virtual datacentres whose machines are forked
 Coppice administers virtual machines by pointing and clicking. It opens on an
 embedded simulated datacentre, with inventory trees, live charts, operations
 with preflight checks and jobs, and faults to try.
CONTROL
# xz at a low level: the runtime's modules file is already dense, higher levels take minutes for a few percent
dpkg-deb --root-owner-group -Zxz -z3 --build "$root" "$target/coppice_${version}_${arch}.deb"
rm -rf "$root"
