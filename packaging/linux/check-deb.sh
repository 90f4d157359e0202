#!/usr/bin/env bash
# Installs the .deb with apt into a clean Debian root, starts it there under Xvfb and checks that the window comes up.
# Needs root, debootstrap and a Debian mirror: check-deb.sh FILE.deb [SUITE] [MIRROR]
set -euo pipefail
deb=$(readlink -f "$1")
suite=${2:-bookworm}
mirror=${3:-$(sed -nE 's/^(deb|URIs:)( \[[^]]*\])? *(https?:[^ ]+).*/\3/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -1)}
root=$(mktemp -d /var/tmp/coppice-root.XXXXXX)
finish() {
  umount "$root/proc" "$root/dev" 2>/dev/null || true
  rm -rf --one-file-system "$root"
}
trap finish EXIT

debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$root.log" 2>&1 || { tail -5 "$root.log"; exit 1; }
rm -f "$root.log"
[ -d /etc/ssl/certs ] && mkdir -p "$root/etc/ssl" && cp -rL /etc/ssl/certs "$root/etc/ssl/" || true
cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev" && mount --make-rslave "$root/dev"
cp "$deb" "$root/coppice.deb"
in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
in_root apt-get update -qq
in_root apt-get install -y -qq --no-install-recommends /coppice.deb >/dev/null
in_root apt-get install -y -qq --no-install-recommends xvfb openbox x11-utils xdotool >/dev/null
in_root coppice --version
in_root bash -c '
  Xvfb :7 -screen 0 1400x1000x24 -nolisten tcp >/dev/null 2>&1 & x=$!
  export DISPLAY=:7
  for _ in $(seq 100); do xdpyinfo >/dev/null 2>&1 && break; sleep 0.1; done
  openbox >/dev/null 2>&1 &
  coppice --software-rendering & c=$!
  for _ in $(seq 300); do
    w=$(xdotool search --onlyvisible --name Coppice 2>/dev/null | head -1)
    [ -n "$w" ] && break
    kill -0 $c || { echo "the console ended before its window came up"; exit 1; }
    sleep 0.1
  done
  [ -n "$w" ] || { echo "no window within 30 seconds"; exit 1; }
  echo "window up: $(xdotool getwindowname $w), $(xdotool getwindowgeometry $w | tail -1 | xargs)"
  kill $c; wait $c 2>/dev/null || true; kill $x'
in_root apt-get remove -y -qq coppice >/dev/null
test ! -e "$root/opt/coppice" && echo "removed without leftovers"
