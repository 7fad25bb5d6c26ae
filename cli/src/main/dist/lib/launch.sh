# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Runs Leat's command line with a Java that it finds. Sourced by any sh, which has set
#   command  how the user calls it
#   jar      the command's own jar
#   lib      the folder with all other jars

fail() {
  echo "leat: $1" >&2
  exit 2
}

# --- Java -----------------------------------------------------------------------------------------

java=$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java" 2>/dev/null) ||
  fail "no java found (expected: Java 17 or newer, on the PATH or in JAVA_HOME)"

# Java's own home, whatever links lead there.
java_file=$java
while [ -h "$java_file" ]; do
  java_link=$(readlink "$java_file")
  case $java_link in
    /*) java_file=$java_link ;;
    *) java_file=${java_file%/*}/$java_link ;;
  esac
done
java_home=${java_file%/bin/java}

# Its version stands in a file in most of them: to ask Java itself takes as long as the whole command.
java_version=
if [ -r "$java_home/release" ]; then
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*) java_version=${line#*\"} java_version=${java_version%%\"*} ;;
    esac
  done <"$java_home/release"
fi
if [ -z "$java_version" ]; then
  java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
fi
major=${java_version%%[!0-9]*}
[ "${major:-0}" -ge 17 ] || fail "java is version ${java_version:-unknown} (expected: 17 or newer)"

# --- UTF-8 ----------------------------------------------------------------------------------------

# Keys, headers and file names are UTF-8, whatever the locale is: cron and containers often have none.
# The JVM takes the encoding of its arguments and of file names from the locale alone.
case "$(locale charmap 2>/dev/null || echo "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}")" in
  *UTF-8 | *utf8) ;;
  *)
    LC_ALL=$(locale -a 2>/dev/null | grep -iE '^(C|en_US|[a-z]+_[A-Z]+)\.utf-?8$' | sort | head -n 1) || true
    export LC_ALL="${LC_ALL:-C.UTF-8}"
    ;;
esac

# --- Options of the JVM ---------------------------------------------------------------------------

# Java opens each jar before the one that a class is in: what every command needs comes first. So does
# the jar of Kafka's clients: the embedded broker's jars hold a file with the version too, their own, and
# the clients log that of the first.
class_path=$jar
for first in "$lib"/picocli-*.jar "$lib"/leat-*-*.jar "$lib"/kafka-clients-*.jar; do
  class_path=$class_path:$first
done
class_path=$class_path:$lib/*

terminal=false
[ ! -t 1 ] || terminal=true
set -- -Dfile.encoding=UTF-8 "-Dleat.terminal=$terminal" "-Dleat.command=$command" \
  -cp "$class_path" io.leat.cli.LeatCommand "$@"

# One collector is all the JVM takes: the user's, wherever it is stated, else the smallest.
collector=-XX:+UseSerialGC
case " ${LEAT_JAVA_OPTS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${_JAVA_OPTIONS:-} " in
  *-XX:[+-]Use*GC[[:space:]]* | *-XX:Flags=* | *-XX:VMOptionsFile=* | *" @"*) collector= ;;
esac

# Only `local` runs long enough for a better compiler to pay.
compiler="-XX:TieredStopAtLevel=1 -XX:-UsePerfData"
for argument in "$@"; do
  case $argument in
    local) compiler= ;;
  esac
done

# --- An archive of loaded classes -----------------------------------------------------------------

# Halves the time of a short command. Java makes it of the jars where they lie, so each user has one in
# the cache folder, made by the first command; an empty file says that this Java makes none. Java takes no
# class into it from a path that a URL would escape.
cache=
case $lib,${XDG_CACHE_HOME:-} in
  *[!A-Za-z0-9/._-]*,*) ;;
  *,/*) cache=$XDG_CACHE_HOME/leat ;;
  *) [ -z "${HOME:-}" ] || cache=$HOME/.cache/leat ;;
esac
if [ -n "$cache" ]; then
  place=$(echo "$java_home $java_version $jar" | cksum)
  content=$(cat "$jar" "$lib"/leat-*.jar 2>/dev/null | cksum)
  archive=$cache/${place%% *}-${content%% *}.jsa
  if { [ ! -e "$archive" ] || [ "$jar" -nt "$archive" ]; } &&
    mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ]; then
    trap 'rm -f "$archive.$$"; exit 130' INT TERM
    rm -f "$cache/${place%% *}"-*.jsa
    "$java" $collector $compiler -Dfile.encoding=UTF-8 "-XX:ArchiveClassesAtExit=$archive.$$" \
      -cp "$class_path" io.leat.cli.WarmUp </dev/null >/dev/null 2>&1 || rm -f "$archive.$$"
    [ -s "$archive.$$" ] || : >"$archive.$$"
    mv -f "$archive.$$" "$archive"
    [ ! "$jar" -nt "$archive" ] || touch -r "$jar" "$archive" # a jar from the future
    trap - INT TERM
  fi
  if [ -s "$archive" ]; then
    set -- "-XX:SharedArchiveFile=$archive" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off "$@"
  fi
fi

exec "$java" $collector $compiler ${LEAT_JAVA_OPTS:-} "$@"
