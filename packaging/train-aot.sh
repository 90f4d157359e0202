#!/usr/bin/env bash
# Trains the AOT cache inside the finished app image by walking through every screen without a display, then turns it on
# in the launcher's configuration: train-aot.sh APP_IMAGE WORK_DIR
set -euo pipefail
image=$1 work=$2
app=$image/lib/app
rm -rf "$work/aot" && mkdir -p "$work/aot"
grep -q sqlite.lib.path "$app/coppice.cfg" || printf 'java-options=-Dorg.sqlite.lib.path=$APPDIR/../runtime/lib\n' >> "$app/coppice.cfg"
# Without the profiles of the walk: replayed at each start, they set the optimising compiler to work on what a start does not need.
JAVA_TOOL_OPTIONS="-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput=$app/coppice.aot" \
  "$image/bin/coppice" --data-dir "$work/aot/data" --tour "$work/aot/tour"
test -s "$app/coppice.aot"
grep -q AOTCache "$app/coppice.cfg" || printf 'java-options=-XX:AOTCache=$APPDIR/coppice.aot\n' >> "$app/coppice.cfg"
rm -rf "$work/aot"
