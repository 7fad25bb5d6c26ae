#!/usr/bin/env bash
# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Proves the job jar on a real Flink cluster: JobManager, TaskManager, Kafka broker and model each in
# a process of their own, on the loopback address.
#
#   ./mvnw -DskipTests package                        # builds the jar
#   job/it/exactly-once-after-taskmanager-loss.sh     # about three minutes on two cores
#
# A TaskManager is killed (-9) with records at the model; the job is stopped with a savepoint and
# resumed from it. A read_committed consumer must see every record exactly once, in order, as a
# prediction or as a dead letter. Ends with 0 if all checks passed.
#
# Needs: JDK 17, Python 3 with pip (the Flink distribution comes from PyPI, once, 330 MB).
# Environment:
#   LEAT_CACHE   where the distribution is kept (default: $XDG_CACHE_HOME/leat or ~/.cache/leat)
#   FLINK_HOME   a distribution to use instead
#   LEAT_KEEP    if set, the logs stay and their folder is printed
set -euo pipefail

limit_seconds=420
if [[ -z ${IT_LIMITED:-} ]]; then
  IT_LIMITED=1 exec timeout --kill-after=30 "$limit_seconds" "$0" "$@"
fi

repository=$(cd "$(dirname "$0")/../.." && pwd)
. "$repository/job/it/flink.sh"
. "$repository/job/it/processes.sh"
passed=0
failed=0

section() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }

# check NAME COMMAND...: runs the command, shows its last line, counts.
check() {
  local name=$1 output=$work/check.out verdict=PASS
  shift
  if "$@" >"$output" 2>&1; then
    passed=$((passed + 1))
  else
    verdict=FAIL
    failed=$((failed + 1))
  fi
  printf '%s  %-58s %s\n' "$verdict" "$name" "$(tail -n 1 "$output")"
  if [[ $verdict == FAIL ]]; then
    sed 's/^/      | /' "$output" | tail -n 20
  fi
}

begin it

section "Flink"
find_flink || exit 1
unset FLINK_HOME
echo "$flink_home"

# --- Processes ------------------------------------------------------------------------------------

read -r broker_port controller_port model_port rest_port rpc_port < <(free_ports 5)
broker=127.0.0.1:$broker_port
mkdir -p "$work/pid" "$work/conf"

send() { "${java_run[@]}" io.leat.job.it.SendRequests "$broker" "$@"; }
results() { "${java_run[@]}" io.leat.job.it.CheckResults "$broker" "$@"; }
flink() { JVM_ARGS="${quick[*]}" "$flink_home/bin/flink" "$@"; }
seen() { python3 -c "import urllib.request as r; print(r.urlopen('http://127.0.0.1:$model_port/seen', b'').read().decode(), end='')"; }

# The distribution's configuration, then ours, then what makes it a cluster for this machine alone.
# Without the Prometheus reporter, which cannot be bound to the loopback address.
configure_flink() {
  cp "$flink_home"/conf/* "$work/conf/"
  cp "$repository"/flink-conf/log4j-console.properties "$work/conf/"
  grep -v '^metrics.reporter.prom' "$repository/flink-conf/config.yaml" >"$work/ours.yaml"
  {
    echo
    grep -vE '^execution.checkpointing.(dir|savepoint-dir):' "$work/ours.yaml"
    cat <<EOF
execution.checkpointing.dir: file://$work/checkpoints
execution.checkpointing.savepoint-dir: file://$work/savepoints
jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: $rpc_port
jobmanager.bind-host: 127.0.0.1
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: $rest_port
rest.bind-port: $rest_port
taskmanager.numberOfTaskSlots: 2
EOF
  } >>"$work/conf/config.yaml"
  export FLINK_CONF_DIR=$work/conf FLINK_PID_DIR=$work/pid FLINK_LOG_DIR=$work/log
}

rest() { python3 -c "import urllib.request as r; print(r.urlopen('http://127.0.0.1:$rest_port$1').read().decode(), end='')"; }
has_free_slots() { rest /overview | grep -q '"slots-available":2'; }
job_is() { rest "/jobs/$1/status" | grep -F "{\"status\":\"$2\"}"; }

start_taskmanager() {
  start "taskmanager-$1" "$flink_home/bin/taskmanager.sh" start-foreground
  taskmanager=$started
}

section "Starting broker, model, JobManager and TaskManager"
start_broker "$broker_port" "$controller_port"
start_model "$model_port"
configure_flink
start jobmanager "$flink_home/bin/jobmanager.sh" start-foreground
start_taskmanager 1
until_true 60 "the broker's start" listens "$broker_port"
until_true 60 "the TaskManager's start" has_free_slots

cat >"$work/income.yaml" <<EOF
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: income
  namespace: scoring
spec:
  serverType: kafka
  predictors:
  - name: main
    graph:
      name: classifier
      type: MODEL
      endpoint: {type: REST, service_host: 127.0.0.1, service_port: $model_port, httpPort: $model_port}
    componentSpecs:
    - spec:
        containers:
        - name: classifier
          image: example/income:1
    svcOrchSpec:
      env:
      - {name: KAFKA_BROKER, value: "kafka.example:9092"}
      - {name: KAFKA_INPUT_TOPIC, value: people}
      - {name: KAFKA_OUTPUT_TOPIC, value: incomes}
EOF
settings=(--deployment "$work/income.yaml" --broker "$broker" --checkpoint-interval 1s)

# --- Mistakes -------------------------------------------------------------------------------------

# refuses EXPECTED ARGUMENTS...: one line, no stack trace, an exit code.
refuses() {
  local expected=$1 status=0 lines
  shift
  flink run -d -p 2 "$jar" "$@" >"$work/refused.out" 2>&1 || status=$?
  cat "$work/refused.out"
  lines=$(wc -l <"$work/refused.out")
  ((status != 0)) && ((lines == 1)) && grep -q "^leat: .*$expected" "$work/refused.out"
}

section "Mistakes at flink run"
send 0 1 1
check "names a topic that does not exist" \
  refuses '--input-topic: topic "nowhere" does not exist' "${settings[@]}" --input-topic nowhere
check "names a deployment that is not there" \
  refuses 'nowhere.yaml: no such file' --deployment nowhere.yaml
check "names an option that does not exist" \
  refuses '--brokers' "${settings[@]}" --brokers x

# --- The job --------------------------------------------------------------------------------------

# submit OPTIONS...: runs the job; its id is in job.
submit() {
  flink run -d -p 2 "$@" "$jar" "${settings[@]}" >"$work/submit.out" 2>&1 ||
    { cat "$work/submit.out" >&2; stop_here "flink run failed"; }
  job=$(sed -n 's/^Job has been submitted with JobID \([0-9a-f]*\).*/\1/p' "$work/submit.out")
  [[ -n $job ]] || { cat "$work/submit.out" >&2; stop_here "flink run named no job"; }
}

at_the_model() { read -r in_flight records _ < <(seen) && ((in_flight > 0)); }

section "A TaskManager is killed with records in flight"
submit
start sender-1 "${java_run[@]}" io.leat.job.it.SendRequests "$broker" 1 5999 300
sender=$started
results some 1500 60 || stop_here "1500 results did not come in time"
until_true 10 "a record at the model" at_the_model
kill -9 "$taskmanager"
wait "$taskmanager" 2>/dev/null || true
echo "killed -9: $in_flight calls were in flight, the model had seen $records of 6000 records"
start_taskmanager 2
wait "$sender" || stop_here "the sender failed"
check "every record once after kill -9" results all 6000 90
repeated() { read -r _ _ calls < <(seen); echo "$calls repeated calls"; ((calls > 0)); }
check "records in flight were asked for again" repeated

section "Stopped with a savepoint with records in flight, resumed from it"
start sender-2 "${java_run[@]}" io.leat.job.it.SendRequests "$broker" 6000 2000 400
sender=$started
results some 6500 60 || stop_here "6500 results did not come in time"
flink stop "$job" >"$work/stop.out" 2>&1 || { cat "$work/stop.out" >&2; stop_here "flink stop failed"; }
savepoint=$(sed -n 's/^Savepoint completed. Path: //p' "$work/stop.out")
echo "stopped at $(basename "$savepoint")"
check "the job has finished" job_is "$job" FINISHED
wait "$sender" || stop_here "the sender failed"
send 8000 1000 2000
submit -s "$savepoint"
check "every record once after stop and resume" results all 9000 60

section "Logs"
# Flink looks for Hadoop at each start and says at level INFO that it is not there.
absent() { ! grep -hE "$1" "$work"/log/*.out | grep -v HadoopFSDelegationTokenProvider; }
check "no payload in any log" absent 'payload-that-no-log-may-show'
check "no class missing or incompatible" \
  absent 'NoClassDefFoundError|ClassNotFoundException|NoSuchMethodError|LinkageError|ClassCastException'
check "no class loader used after its job" absent 'closed classloader'
check "no fatal error on a TaskManager" absent 'FATAL|OutOfMemoryError'

section "Result"
echo "$passed passed, $failed failed"
((failed == 0))
