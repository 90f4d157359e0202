#!/usr/bin/env bash
# Puts the native libraries of JavaFX and SQLite into the runtime's library folder, where JavaFX looks first and where the
# launcher points SQLite: natives.sh UNPACKED_JARS RUNTIME
set -euo pipefail
natives=$1 runtime=$2
install -m755 "$natives"/*.so "$natives/org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so" "$runtime/lib/"
