#!/usr/bin/env bash
# Makes what is kept of a version, with that version's own code, for the tests of every later one:
#
#   packaging/keep-version.sh REVISION NAME
#
# writes src/test/resources/kept/NAME: data folders as a killed console leaves them, what must be found in
# each, the shapes of what stands in images of worlds, and an exported scenario file. KeptFoldersTest reads them.
# Needs Maven, and a JDK 25 as JAVA_HOME or in the path.
set -euo pipefail
cd "$(dirname "$0")/.."
revision=${1:?which revision} name=${2:?the name of the version}
into=$PWD/src/test/resources/kept/$name
work=$(mktemp -d)
trap 'git worktree remove --force "$work/tree"; rm -rf "$work"' EXIT
git worktree add --quiet --detach "$work/tree" "$revision"
(
  cd "$work/tree"
  # Maven takes the tools of the JDK it runs on itself from the path.
  export PATH="${JAVA_HOME:+$JAVA_HOME/bin:}$PATH"
  mvn -B -ntp -q test-compile dependency:build-classpath -Dmdep.outputFile="$work/path"
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" --enable-native-access=ALL-UNNAMED \
    -cp "target/test-classes:target/classes:$(cat "$work/path")" io.coppice.testkit.KeptFolders "$work/kept"
)
mkdir -p "$into"
cp "$work"/kept/* "$into/"
ls -l "$into"
