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

# What runs: a short command, or `local` with the bundled example or with the user's own FILE or --model.
runs=short
for argument in "$@"; do
  case $runs,$argument in
    short,help) break ;;
    short,local) runs=example ;;
    example,-h | example,--help | example,--help-all)
      runs=short
      break
      ;;
    example,- | example,--model | example,--model=*) runs=own ;;
    example,*) [ ! -f "$argument" ] || runs=own ;;
  esac
done

# Only the user's own deployment runs long enough for a better compiler to pay: the example would start
# later for it.
compiler="-XX:TieredStopAtLevel=1 -XX:-UsePerfData"
[ "$runs" != own ] || compiler=

terminal=false
[ ! -t 1 ] || terminal=true
set -- -Dfile.encoding=UTF-8 "-Dleat.terminal=$terminal" "-Dleat.command=$command" \
  -cp "$class_path" io.leat.cli.LeatCommand "$@"

# One collector is all the JVM takes: the user's, wherever it is stated, else the smallest.
collector=-XX:+UseSerialGC
case " ${LEAT_JAVA_OPTS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${_JAVA_OPTIONS:-} " in
  *-XX:[+-]Use*GC[[:space:]]* | *-XX:Flags=* | *-XX:VMOptionsFile=* | *" @"*) collector= ;;
esac

# --- Archives of loaded classes -------------------------------------------------------------------

# They halve the time of a short command and of the start of `local`. Java makes them of the jars where they
# lie, so each user has them in the cache folder: one made by the first command, the other beside the first
# `local`; an empty file says that this Java makes none. Java takes no class into them from a path that a URL
# would escape.

# make_archive FILE CLASSES: only this collector archives objects too, which every other can read.
make_archive() {
  $gently "$java" -XX:+UseG1GC -Dfile.encoding=UTF-8 -Xshare:dump "-XX:SharedClassListFile=$2" \
    "-XX:SharedArchiveFile=$1.$$" -cp "$class_path" </dev/null >/dev/null 2>&1 || rm -f "$1.$$"
  rm -f "$2"
  [ -s "$1.$$" ] || : >"$1.$$"
  mv -f "$1.$$" "$1"
  [ ! "$jar" -nt "$1" ] || touch -r "$jar" "$1" # a jar from the future
}

# is_missing FILE: or older than the command.
is_missing() {
  [ ! -e "$1" ] || [ "$jar" -nt "$1" ]
}

# has_answered CLASSES: whether the process that lists them has answered a record.
has_answered() {
  grep -qE "^$a_class_of_an_answer( |$)" "$1"
}

# make_archive_beside PID FILE CLASSES: once that process has answered and loads nothing more, or has ended, in
# the background and after everything else. None of a run that ended before it answered a record.
make_archive_beside() {
  (
    trap '' INT HUP
    size=
    while kill -0 "$1" && now=$(wc -c <"$3") && { [ "$now" != "$size" ] || ! has_answered "$3"; }; do
      size=$now
      sleep 10
    done
    if has_answered "$3"; then
      sed '$d' "$3" >"$3.whole" # the last line may be half written
      gently="nice -n 19"
      make_archive "$2" "$3.whole"
    fi
    rm -f "$3"
  ) </dev/null >/dev/null 2>&1 &
}

a_class_of_an_answer=io/leat/job/pipeline/GraphExecution
gently=

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
  of_local=${archive%.jsa}-local.jsa
  if is_missing "$archive" && mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ]; then
    [ ! -t 2 ] || echo "leat: preparing faster starts, once" >&2
    classes=$archive.$$.classes
    trap 'rm -f "$archive.$$" "$classes"; exit 130' INT TERM
    rm -f "$cache/${place%% *}"-*.jsa
    # Not at Java's exit, in one step: that leaves out classes as old as picocli's.
    "$java" $collector $compiler -Dfile.encoding=UTF-8 "-XX:DumpLoadedClassList=$classes" \
      -cp "$class_path" io.leat.cli.WarmUp </dev/null >/dev/null 2>&1 || rm -f "$classes"
    make_archive "$archive" "$classes"
    trap - INT TERM
  fi
  if [ "$runs" != short ] && [ -s "$of_local" ]; then
    archive=$of_local
  elif [ "$runs" = example ] && [ -s "$archive" ] && is_missing "$of_local" && [ -w "$cache" ]; then
    set -- "-XX:DumpLoadedClassList=$of_local.$$.classes" "$@"
    : >"$of_local.$$.classes"
    make_archive_beside "$$" "$of_local" "$of_local.$$.classes"
  fi
  if [ -s "$archive" ]; then
    set -- "-XX:SharedArchiveFile=$archive" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off "$@"
  fi
fi

exec "$java" $collector $compiler ${LEAT_JAVA_OPTS:-} "$@"
