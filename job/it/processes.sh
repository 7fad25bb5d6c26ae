# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced by what proves the job with processes of its own: a folder, processes that are ended with it,
# a Kafka broker and the tests' programs. All of it listens on the loopback address.
#
# Expects: repository, the checkout's path; limit_seconds, after which the caller ends itself.
# Sets: work, a folder of this run, with log/ in it; jar; java_run, which runs a class of the tests.
# Environment: LEAT_KEEP, if set, keeps the folder and prints its path.

jar=$repository/job/target/leat-flink-job.jar
work=
pids=()

stop_here() {
  echo "$1" >&2
  exit 1
}

# Ends the processes that were started, by their ids, and removes what they wrote.
clean_up() {
  local status=$?
  trap - EXIT
  trap '' TERM INT
  local pid
  for pid in "${pids[@]}"; do
    kill -9 "$pid" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  if [[ -n ${LEAT_KEEP:-} ]]; then
    echo "kept: $work"
  else
    rm -rf "$work"
  fi
  exit "$status"
}

# begin NAME: the folder, and what is needed.
begin() {
  local classpath_file=$repository/job/target/it.classpath
  local java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$java" >/dev/null ||
    stop_here "java is missing (expected: JDK 17 on the PATH or JAVA_HOME)"
  command -v python3 >/dev/null || stop_here "python3 is missing (expected: Python 3 with pip)"
  [[ -f $jar && -f $classpath_file ]] ||
    stop_here "$jar is missing (expected: built by ./mvnw -DskipTests package)"
  work=$(mktemp -d "${TMPDIR:-/tmp}/leat-$1.XXXXXX")
  trap clean_up EXIT
  trap 'echo "ended after $limit_seconds s at the latest, or by a signal" >&2; exit 124' TERM INT
  chmod 755 "$work"
  mkdir "$work/log"
  # What runs for seconds need not be compiled well.
  quick=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC)
  # The repository's own programs and Kafka's, which are on the tests' class path.
  java_run=("$java" "${quick[@]}"
    "-Dlog4j2.configurationFile=$repository/flink-conf/log4j-test.properties"
    -cp "$repository/job/target/test-classes:$(<"$classpath_file")")
}

# start NAME COMMAND...: in the background, with its output in a file; its id is in started.
start() {
  local name=$1
  shift
  "$@" >>"$work/log/$name.out" 2>&1 &
  started=$!
  pids+=("$started")
}

# until_true SECONDS WHAT COMMAND...: asks again and again, and stops the script if in vain.
until_true() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS >= end)); then
      tail -n 20 "$work"/log/*.out >&2 || true
      stop_here "$what did not happen in time"
    fi
    sleep 0.3
  done
}

# free_ports N: so many that are free, in one line.
free_ports() {
  python3 - "$1" <<'PYTHON'
import socket, sys
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(s.getsockname()[1] for s in sockets))
PYTHON
}

listens() { python3 -c "import socket; socket.create_connection(('127.0.0.1', $1), 1)"; }

# start_broker PORT CONTROLLER_PORT: one node that is both.
start_broker() {
  cat >"$work/server.properties" <<EOF
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$2
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:$1,CONTROLLER://127.0.0.1:$2
log.dirs=$work/kafka
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=5
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=5
group.initial.rebalance.delay.ms=0
EOF
  "${java_run[@]}" kafka.tools.StorageTool format -t 4L6g3nShT-eMCtK--X86sw \
    -c "$work/server.properties" >"$work/log/format.out" 2>&1
  start broker "${java_run[@]}" -Xmx512m kafka.Kafka "$work/server.properties"
}

start_model() { start model "${java_run[@]}" -Xmx256m io.leat.job.it.ScenarioModel "$1"; }
