#!/usr/bin/env bash
# Lays out what the Linux packages install: stage.sh APP_IMAGE VERSION ROOT
set -euo pipefail
image=$1 version=$2 root=$3
here=$(cd "$(dirname "$0")" && pwd)
icons=$here/../../resources/io/coppice/icons

rm -rf "$root"
install -d "$root/opt" "$root/usr/bin" "$root/usr/share/doc/coppice"
cp -a "$image" "$root/opt/coppice"
ln -s /opt/coppice/bin/coppice "$root/usr/bin/coppice"
install -Dm644 "$here/coppice.desktop" "$root/usr/share/applications/coppice.desktop"
for size in 16 24 32 48 64 128 256 512; do
  install -Dm644 "$icons/coppice-$size.png" "$root/usr/share/icons/hicolor/${size}x${size}/apps/coppice.png"
done
install -Dm644 "$here/../coppice.svg" "$root/usr/share/icons/hicolor/scalable/apps/coppice.svg"
install -d "$root/usr/share/metainfo" "$root/usr/share/man/man1"
sed "s/@VERSION@/$version/" "$here/io.coppice.Coppice.metainfo.xml" > "$root/usr/share/metainfo/io.coppice.Coppice.metainfo.xml"
sed "s/@VERSION@/$version/" "$here/coppice.1" | gzip -9n > "$root/usr/share/man/man1/coppice.1.gz"
install -Dm755 "$here/../collect-hosts.sh" "$root/usr/share/coppice/collect-hosts.sh"
install -m644 "$here/copyright" "$root/usr/share/doc/coppice/copyright"
chmod -R u=rwX,go=rX "$root"
