#!/usr/bin/env bash
# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Proves what a rendered pod runs, without Docker and without a cluster: the files of the image are laid
# out from a real Flink distribution, the configuration, graph and arguments are those that
# `./leat render` gives, log settings included, and the entry point of application mode runs the job from usrlib/. Where this
# script is started by root, Flink runs as user 9999 and owns nothing but log/, tmp/ and state/, as in
# the image with its read-only root.
#
#   ./mvnw -DskipTests package    # builds job and command
#   k8s/pod-layout.sh             # about a minute on two idle cores
#
# Broker and model are processes of their own on the loopback address. What is left out of the rendered
# configuration is what needs Kubernetes: its high availability, and the reporter's port, which cannot be
# bound to one address. Ends with 0 if every record came out once.
#
# Needs: JDK 17, Python 3 with pip (the Flink distribution comes from PyPI, once, 330 MB).
# Environment: LEAT_CACHE, FLINK_HOME, LEAT_KEEP as in job/it/exactly-once-after-taskmanager-loss.sh.
set -euo pipefail

limit_seconds=480
if [[ -z ${LEAT_LAYOUT_LIMITED:-} ]]; then
  LEAT_LAYOUT_LIMITED=1 exec timeout --kill-after=30 "$limit_seconds" "$0" "$@"
fi

repository=$(cd "$(dirname "$0")/.." && pwd)
. "$repository/job/it/flink.sh"
. "$repository/job/it/processes.sh"
begin layout
home=$work/opt/flink

# --- The image's files ----------------------------------------------------------------------------

find_flink || exit 1
unset FLINK_HOME # the layout's own scripts would follow it
mkdir -p "$home"/{tmp,conf}
for part in bin lib plugins; do
  cp -aL "$flink_home/$part" "$home/"
done
cp -L "$flink_home"/conf/* "$home/conf/"
"$repository/k8s/image/layout.sh" "$home" "$jar" ""
echo "laid out $flink_home with $(basename "$jar") in usrlib/"

# --- What render gives ----------------------------------------------------------------------------

read -r broker_port controller_port model_port rest_port rpc_port < <(free_ports 5)
broker=127.0.0.1:$broker_port
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
    componentSpecs:
    - spec:
        containers:
        - name: classifier
          image: example/income:1
          ports:
          - {name: http, containerPort: $model_port}
    svcOrchSpec:
      env:
      - {name: KAFKA_BROKER, value: "$broker"}
      - {name: KAFKA_INPUT_TOPIC, value: people}
      - {name: KAFKA_OUTPUT_TOPIC, value: incomes}
      - {name: LEAT_CHECKPOINT_INTERVAL, value: 1s}
EOF
# With the model in the pod, so that its address is localhost.
"$repository/leat" render --sidecar --parallelism 2 --image registry.example/leat:1 --storage-class shared --output-dir "$work/manifests" "$work/income.yaml"
job=$work/manifests/income-main.flinkdeployment.yaml

# What stands below a key of the FlinkDeployment's spec, flat as flinkConfiguration and args are.
below() { awk -v key="  $1:" '$0 == key {on = 1; next} on && /^  [a-z]/ {exit} on' "$job"; }

sed -n '/^  deployment.yaml: |$/,$p' "$work/manifests/income-main-graph.configmap.yaml" |
  sed '1d; s/^    //' >"$home/leat/deployment.yaml"
# The operator mounts the log settings of the FlinkDeployment over conf/; no other file of ours is there.
below logConfiguration | sed -n '/^    log4j-console.properties: |$/,$p' | sed '1d; s/^      //' \
  >"$home/conf/log4j-console.properties"
[[ -s $home/conf/log4j-console.properties ]] || stop_here "no log settings are rendered"
below flinkConfiguration | grep -v '^ *#' | sed 's/^    //' |
  grep -vE '^(high-availability|metrics.reporter.prom|kubernetes\.)' |
  sed "s:file\:///opt/flink/:file\://$home/:" >"$work/rendered.yaml"
mapfile -t arguments < <(below job | sed -n '/^    args:$/,/^    [a-z#]/p' | sed -n 's/^    - //p' |
  sed "s:^/opt/flink/:$home/:")
class=$(below job | sed -n 's/^    entryClass: //p')
{
  echo
  cat "$work/rendered.yaml"
  cat <<EOF
parallelism.default: $(below job | sed -n 's/^    parallelism: //p')
jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: $rpc_port
jobmanager.bind-host: 127.0.0.1
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: $rest_port
rest.bind-port: $rest_port
io.tmp.dirs: $home/tmp
jobmanager.memory.process.size: 1024m
taskmanager.memory.process.size: $(below taskManager | sed -n 's/^      memory: //p')
EOF
} >>"$home/conf/config.yaml"
echo "$(wc -l <"$work/rendered.yaml") settings, entry class $class, arguments ${arguments[*]}"

# --- Running it -----------------------------------------------------------------------------------

as_flink=()
if ((EUID == 0)); then
  chown -R root:root "$home"
  chmod -R go+rX,go-w "$home" "$work"
  chown 9999:9999 "$home"/{log,state,tmp}
  as_flink=(setpriv --reuid=9999 --regid=9999 --clear-groups)
fi

start_broker "$broker_port" "$controller_port"
start_model "$model_port"
until_true 120 "the broker's start" listens "$broker_port"
"${java_run[@]}" io.leat.job.it.SendRequests "$broker" 0 500 500 >"$work/log/send.out" 2>&1

# svcOrchSpec.env, as the pods have it. The process itself takes the place of the shell, so that its id is
# the one that is ended.
in_pod() {
  exec env -u JAVA_TOOL_OPTIONS HOME="$home" FLINK_CONF_DIR="$home/conf" FLINK_LOG_DIR="$home/log" \
    FLINK_PID_DIR="$home/tmp" KAFKA_BROKER="$broker" KAFKA_INPUT_TOPIC=people \
    KAFKA_OUTPUT_TOPIC=incomes LEAT_CHECKPOINT_INTERVAL=1s "${as_flink[@]}" "$@"
}
start jobmanager in_pod "$home/bin/standalone-job.sh" start-foreground --job-classname "$class" "${arguments[@]}"
start taskmanager-1 in_pod "$home/bin/taskmanager.sh" start-foreground
start taskmanager-2 in_pod "$home/bin/taskmanager.sh" start-foreground

"${java_run[@]}" io.leat.job.it.CheckResults "$broker" all 500 240 >"$work/log/check.out" 2>&1 || {
  tail -n 15 "$work"/log/*.out >&2
  stop_here "not every record came out once"
}
tail -n 1 "$work/log/check.out"
if grep -hE 'NoClassDefFoundError|ClassNotFoundException|NoSuchMethodError|LinkageError' "$work"/log/*.out |
  grep -v HadoopFSDelegationTokenProvider; then
  stop_here "a class is missing or incompatible"
fi
if grep -h 'Name collision.*pendingCommittables' "$work"/log/*.out; then
  stop_here "the rendered log settings are not in force"
fi
echo "the job runs from the image's layout${as_flink:+, as user 9999 on files it cannot change}"
