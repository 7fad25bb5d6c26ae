# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced by faults.sh, soak.sh, run and jmh: builds what is missing, finds Flink, runs a program of the bench
# with a folder of its own, and leaves no process and no file behind, however it ends.
#
# Environment: LEAT_KEEP, if set, keeps logs and data, and their folder is printed; LEAT_CACHE and
# FLINK_HOME as in job/it/flink.sh.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repository/job/it/flink.sh"

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
job_jar=$repository/job/target/leat-flink-job.jar
bench_classpath=$repository/bench/target/bench.classpath
work=

stale() {
  [[ ! -f $job_jar || ! -f $bench_classpath ]] ||
    [[ -n $(find "$repository"/pom.xml "$repository"/{testing,connectors,job,bench}/{pom.xml,src/main} \
      -newer "$bench_classpath" -print -quit) ]]
}

build_missing() {
  command -v "$java" >/dev/null || { echo "java is missing (expected: JDK 17)" >&2; exit 2; }
  if stale; then
    echo "building" >&2
    (cd "$repository" && ./mvnw -B -ntp -q -Dquick -Dmaven.test.skip=true -pl job,bench -am package) >&2
    touch "$bench_classpath"
  fi
}

# Should the program have been killed, its processes are still there: each has a file named by its
# id, and the folder of this run in its command line.
end_processes() {
  local status=$? file pid
  trap - EXIT
  trap '' TERM INT
  if [[ -n ${program:-} ]]; then
    kill "$program" 2>/dev/null || true
    wait "$program" 2>/dev/null || true
  fi
  for file in "$work"/*/pid/*; do
    pid=${file##*/}
    if [[ $pid =~ ^[0-9]+$ ]] && ps -o args= -p "$pid" 2>/dev/null | grep -qF "$work/"; then
      kill -9 "$pid" 2>/dev/null || true
    fi
  done
  for file in "$work"/*/state/disk; do
    if mountpoint -q "$file" 2>/dev/null; then
      umount -l "$file"
    fi
  done
  if [[ -n ${LEAT_KEEP:-} ]]; then
    echo "kept: $work" >&2
  else
    rm -rf "$work"
  fi
  exit "$status"
}

# run_bench LIMIT_SECONDS CLASS ARGUMENTS…: the class is given the folder and Flink's home first.
run_bench() {
  local limit=$1 class=$2
  shift 2
  find_flink
  work=$(mktemp -d "${TMPDIR:-/tmp}/leat-bench.XXXXXX")
  trap end_processes EXIT
  trap 'exit 124' TERM INT
  timeout --kill-after=30 "$limit" "$java" -Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -Dleat.repository="$repository" \
    -cp "$repository/bench/target/classes:$(<"$bench_classpath")" \
    "io.leat.bench.$class" "$work" "$flink_home" "$@" &
  program=$!
  local status=0
  wait "$program" || status=$?
  program=
  return "$status"
}
