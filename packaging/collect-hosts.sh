#!/bin/sh
# Asks hosts what their network looks like, for "coppice hosts" and the console's import.
# Read-only: nothing is asked but "ip ... show" and "bridge ... show". POSIX sh.
#
#   collect-hosts.sh [-o FOLDER] [-n] [HOST ...]
#
#   HOST        as ssh knows it: host, user@host, an alias; none means this host alone
#   -o FOLDER   where the answers go, one folder a host (default: hosts-DATE)
#   -n          the network name spaces of each host too, as machines of their own (needs root)
#
# SSH="ssh -o BatchMode=yes" and the like choose how hosts are reached.
set -u

folder=hosts-$(date +%Y-%m-%dT%H%M)
spaces=no
while getopts o:nh option; do
  case $option in
    o) folder=$OPTARG ;;
    n) spaces=yes ;;
    *) sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
umask 077

# What is run on the host: each answer after a line that says whose and what it is.
asked='
PATH=$PATH:/usr/sbin:/sbin
ask() {
  echo "# coppice host $1"
  echo "# coppice collected $(date -u +%Y-%m-%dT%H:%M:%SZ)"
  shift
  for question in \
    "ip -d -s -j link show" "ip -j addr show" "ip -d -j route show table all" "ip -d -6 -j route show table all" \
    "ip -j neigh show" "ip -j neigh show proxy" "ip -j -4 netconf show" \
    "bridge -d -s -j fdb show" "bridge -d -j link show" "bridge -j vlan show" "bridge -j vlan tunnelshow" \
    "ip -j nexthop show" "bridge -j vni show"
  do
    echo "# coppice answer $question"
    "$@" $question 2>/dev/null || echo "# coppice failed $question"
    echo
  done
}
name=$(hostname 2>/dev/null || uname -n)
ask "$name" env
if [ "$SPACES" = yes ]; then
  ip netns list 2>/dev/null | while read -r space rest; do
    [ -n "$space" ] && ask "$space" ip netns exec "$space"
  done
fi
'

failed=0
mkdir -p "$folder" || exit 1
if [ $# -eq 0 ]; then
  name=$(hostname 2>/dev/null || uname -n)
  SPACES=$spaces sh -c "$asked" </dev/null >"$folder/$name.txt" || failed=1
fi
for host in "$@"; do
  file=$folder/$(printf %s "$host" | tr -c 'A-Za-z0-9._-' '_').txt
  echo "$host" >&2
  if ! ${SSH:-ssh} "$host" "SPACES=$spaces sh -s" >"$file" <<END
$asked
END
  then
    echo "$host: no answer" >&2
    failed=1
  fi
done
echo "$folder"
exit $failed
