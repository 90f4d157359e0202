#!/usr/bin/env bash
# Installs the .deb with apt into a clean Debian root, starts it there under Xvfb as a user without rights, checks that the
# window comes up, and that nothing but the user's data stays when the package is removed.
# Needs root, debootstrap and a Debian mirror: check-deb.sh FILE.deb [SUITE] [MIRROR]
set -euo pipefail
fail() { echo "check-deb: $*" >&2; exit 1; }
[ $# -ge 1 ] && [ -f "$1" ] || fail "name the .deb to check: check-deb.sh FILE.deb [SUITE] [MIRROR]"
[ "$(id -u)" = 0 ] || fail "run it as root, because it makes a Debian root and enters it"
command -v debootstrap >/dev/null || fail "debootstrap is missing: apt install debootstrap"
deb=$(readlink -f "$1")
suite=${2:-bookworm}
mirror=${3:-http://deb.debian.org/debian}
root=$(mktemp -d /var/tmp/coppice-root.XXXXXX)
chmod 755 "$root"
finish() {
  umount -R "$root/proc" "$root/dev" 2>/dev/null || umount -R -l "$root/proc" "$root/dev" 2>/dev/null || true
  rm -rf --one-file-system "$root" "$root.log"
}
trap finish EXIT

debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$root.log" 2>&1 || { tail -5 "$root.log" >&2; fail "no Debian root from $mirror"; }
[ -d /etc/ssl/certs ] && mkdir -p "$root/etc/ssl" && cp -rL /etc/ssl/certs "$root/etc/ssl/" || true
# however this machine reaches its mirror
apt-config dump | grep -iE '^Acquire::(https?|Check-|Max-ValidTime)' >"$root/etc/apt/apt.conf.d/90host" || true
cp /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev" && mount --make-rslave "$root/dev"
cp "$deb" "$root/coppice.deb"
proxies=()
for name in http_proxy https_proxy no_proxy; do [ -n "${!name:-}" ] && proxies+=("$name=${!name}"); done
in_root() { chroot "$root" env -i "${proxies[@]}" PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
install_deb() { in_root apt-get install -y -qq --no-install-recommends "$@" >"$root.log" 2>&1 || { tail -5 "$root.log" >&2; fail "apt does not install $*"; }; }

in_root apt-get update -qq
install_deb /coppice.deb
install_deb xvfb openbox x11-utils xdotool desktop-file-utils appstream
in_root useradd --create-home tester
as_user() { in_root runuser -u tester -- env HOME=/home/tester "$@"; }

in_root desktop-file-validate /usr/share/applications/coppice.desktop
in_root appstreamcli validate --no-net /usr/share/metainfo/io.coppice.Coppice.metainfo.xml >"$root.log" 2>&1 || { cat "$root.log" >&2; fail "the metainfo is not valid"; }
as_user coppice --version
as_user env JAVA_TOOL_OPTIONS=-XX:AOTMode=on coppice --version >/dev/null 2>&1 || fail "the AOT cache does not fit"
echo "the AOT cache is used"
as_user coppice 2>"$root.log" && fail "without a display it ended with 0"
grep -q display "$root.log" || fail "without a display it said: $(cat "$root.log")"

as_user bash -c '
  coproc Xvfb -displayfd 1 -screen 0 1400x1000x24 -nolisten tcp 2>/dev/null
  x=$COPROC_PID
  read -r number <&"${COPROC[0]}"
  export DISPLAY=:$number
  openbox >/dev/null 2>&1 &
  coppice --software-rendering &
  c=$!
  trap "kill $c $x 2>/dev/null" EXIT
  w=
  for _ in $(seq 600); do
    w=$(xdotool search --onlyvisible --name "^Coppice$" 2>/dev/null | head -1)
    [ -n "$w" ] && break
    kill -0 $c 2>/dev/null || { echo "the console ended before its window came up"; exit 1; }
    sleep 0.1
  done
  [ -n "$w" ] || { echo "no window within 60 seconds"; exit 1; }
  echo "window up: $(xdotool getwindowname $w), $(xdotool getwindowgeometry $w | tail -1 | xargs), $(xprop -id $w WM_CLASS)"
  grep -q "$(xprop -id $w WM_CLASS | cut -d\" -f4)" /usr/share/applications/coppice.desktop || { echo "the desktop entry does not name this window class"; exit 1; }
  xdotool windowactivate --sync $w key alt+F4
  wait $c || { echo "closing the window ended the console with $?"; exit 1; }
  trap "kill $x 2>/dev/null" EXIT' || fail "the window"

files=$(in_root dpkg -L coppice)
in_root apt-get purge -y -qq coppice >/dev/null 2>&1
for file in $files; do
  if [ -f "$root$file" ] || [ -L "$root$file" ]; then fail "left behind: $file"; fi
done
[ ! -e "$root/opt/coppice" ] || fail "left behind: /opt/coppice"
kept=$(cd "$root/home/tester" && find . -type f ! -path './.cache/*' ! -path './.local/share/coppice/*' ! -name '.bash*' ! -name .profile)
[ -z "$kept" ] || fail "in the user's home, outside the data folder: $kept"
echo "removed; the user's data stays: $(cd "$root/home/tester/.local/share/coppice" && ls | xargs)"
