# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: what the files in scenarios/ are written with. Each sets `proves`, a sentence, and defines `play`.
#
# Every scenario has a namespace of its own name, in which the Pod Security Standard "restricted" is enforced, a topic for
# requests and one for predictions, and a volume for the job's state. The sender and the audit are one pod beside
# the broker.
# Expects: the other files of lib/; repository; name, the scenario's.

patience=240 # seconds, for whatever is waited for

say() { printf '  %4d s  %s\n' "$SECONDS" "$1"; }

# A scenario that cannot go on ends, and the next one is played. Its message goes to the terminal even from commands whose output is discarded.
fail() {
  echo "  $1" >&4
  exit 1
}

# until_so WHAT COMMAND...: asks until it is so, or fails.
until_so() {
  local what=$1 end=$((SECONDS + patience))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || fail "after $patience s still not: $what"
    sleep 1
  done
}

# needs_programs NAMES...: what is not built for every cluster.
needs_programs() {
  local absent
  mapfile -t absent < <(missing_programs "$@")
  ((${#absent[@]} == 0)) || fail "${absent[*]} not built in $cache (expected: built once): run k8s/cluster/build ${absent[*]}"
}

k() { kube --namespace "$name" "$@"; }

# --- What is set up -------------------------------------------------------------------------------

open_namespace() {
  kube create namespace "$name" >/dev/null
  kube label namespace "$name" pod-security.kubernetes.io/enforce=restricted >/dev/null
  until_so "a service account in $name" k get serviceaccount default
}

# A volume of the node for the claim CLAIM. It is one of type local, so that the kubelet gives it to the pod's fsGroup.
open_volume() {
  mkdir -p "$run/node/volumes/$name"
  kube apply -f - >/dev/null <<EOF
apiVersion: v1
kind: PersistentVolume
metadata: {name: $name}
spec:
  capacity: {storage: 10Gi}
  accessModes: [ReadWriteMany]
  storageClassName: shared
  persistentVolumeReclaimPolicy: Retain
  claimRef: {namespace: $name, name: $1}
  local: {path: $run/node/volumes/$name}
  nodeAffinity:
    required:
      nodeSelectorTerms:
      - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1]}]
EOF
}

# The name of what is rendered: SeldonDeployment and predictor.
job=income-main

# The SeldonDeployment "income", with what the scenario changes: transport (rest or grpc), replicas of the model, the
# brokers' address and kafka (more of svcOrchSpec.env).
transport=rest
replicas=1
broker_address=$broker:9092
kafka=
document() {
  cat <<EOF
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: {name: income, namespace: $name}
spec:
  protocol: seldon
  transport: $transport
  serverType: kafka
  predictors:
  - name: main
    replicas: $replicas
    graph: {name: classifier, type: MODEL}
    componentSpecs:
    - spec:
        containers:
        - name: classifier
          image: $programs_image
          imagePullPolicy: Never
          command: [java, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, -Xmx128m, -cp, "/programs/classes:/programs/lib/*", io.leat.bench.faults.model.FaultModelStub, "9001", "9000", "9500", 0.0.0.0]
          ports:
          - {name: http, containerPort: 9000}
          - {name: grpc, containerPort: 9500}
          readinessProbe: {tcpSocket: {port: 9500}, periodSeconds: 1}
          livenessProbe: {tcpSocket: {port: 9500}, periodSeconds: 5, failureThreshold: 12}
    svcOrchSpec:
      env:
      - {name: KAFKA_BROKER, value: "$broker_address"}
      - {name: KAFKA_INPUT_TOPIC, value: $topic-requests}
      - {name: KAFKA_OUTPUT_TOPIC, value: $topic-predictions}
      - {name: LEAT_CHECKPOINT_INTERVAL, value: 1s}
$kafka
EOF
}

# render OPTIONS...: into rendered/, as a user does. What a scenario may change: the image, the parallelism and where
# the state is.
image=$leat_image
parallelism=2
state=(--storage-class shared)
render() { render_as "$@" --output-dir "$work/rendered"; }
render_as() {
  document >"$work/document.yaml"
  "$repository/leat" render --image "$image" --parallelism "$parallelism" "${state[@]}" \
    --flink-config kubernetes.jobmanager.cpu.limit-factor=4 --flink-config kubernetes.taskmanager.cpu.limit-factor=4 \
    "$@" "$work/document.yaml" >"$work/render.log" 2>&1 || fail "$(tail -n 3 "$work/render.log")"
}

apply() { kube apply -k "$work/rendered" >"$work/apply.log" 2>&1 || fail "$(tail -n 3 "$work/apply.log")"; }

running() {
  [[ $(k get pods --selector app=$job,component=taskmanager --field-selector status.phase=Running --output name | wc -l) == "$1" ]]
}
until_running() { until_so "$1 TaskManagers run" running "$1"; }

# --- The load -------------------------------------------------------------------------------------

# load RECORDS PER_SECOND: begins once the topics are there, which a job needs.
load() {
  records=$1
  kube apply -f - >/dev/null <<EOF
apiVersion: v1
kind: Pod
metadata: {name: load-$name, namespace: kafka}
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  containers:
  - name: load
    image: $programs_image
    imagePullPolicy: Never
    command: [java, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, -Xmx384m, -cp, "/programs/classes:/programs/lib/*", io.leat.bench.cluster.ClusterLoad, "$broker:9092", $topic-requests, $topic-predictions, $transport, "$1", "$2", "$patience"]
EOF
  until_so "the topics are made" topics_made
}

load_phase() { kube get pod "load-$name" --namespace kafka --output 'jsonpath={.status.phase}'; }
load_must_live() {
  case $(load_phase) in
  Failed) fail "the sender has failed: $(kube logs "load-$name" --namespace kafka --tail=1)" ;;
  Succeeded) fail "all records are through before everything was done to them (expected: a scenario with more of them)" ;;
  esac
}
topics_made() {
  load_must_live
  kube logs "load-$name" --namespace kafka | grep -q '^topics made$'
}
came_out() { kube logs "load-$name" --namespace kafka --tail=1 2>/dev/null | sed -n 's/^sent [0-9]*, out \([0-9]*\)$/\1/p'; }
at_least() {
  local now
  load_must_live
  now=$(came_out)
  [[ -n $now ]] && ((now >= $1))
}

# After so many results have come out, or so many more than now.
until_results() { until_so "$1 results" at_least "$1"; }
until_more() {
  local now
  now=$(came_out)
  until_results $((${now:-0} + $1))
}

# audit [repeats]: what it says once all is out. repeats: a record may have come out again, as after a start without state.
audit() {
  local phase said right='0 lost, 0 duplicated, 0 wrong, 0 out of order$' end=$((SECONDS + 3 * patience))
  [[ ${1:-} != repeats ]] || right='0 lost, [0-9]+ duplicated, 0 wrong, 0 out of order$'
  while phase=$(load_phase) && [[ $phase != Succeeded && $phase != Failed ]]; do
    ((SECONDS < end)) || fail "the audit did not end: $(kube logs "load-$name" --namespace kafka --tail=1)"
    sleep 1
  done
  said=$(kube logs "load-$name" --namespace kafka | grep -v '^sent \|^topics made$')
  echo "$said"
  [[ $said =~ $right ]] && calm
}

# After what was done to it the job must be at rest: no container of its pods has ended by itself.
calm() {
  local ended
  ended=$(k get pods --selector "app=$job" --output 'jsonpath={range .items[*]}{.metadata.name}{range .status.containerStatuses[*]} {.restartCount}{end}{"\n"}{end}' | grep -E ' [1-9]' || true)
  [[ -z $ended ]] || fail "containers have ended by themselves and were started again: $ended"
}

# --- What is done to it ---------------------------------------------------------------------------

# kill_pods COMPONENT [COUNT]: so many of the job's pods by force, or all; others take their place.
kill_pods() {
  local pods
  mapfile -t pods < <(k get pods --selector "app=$job,component=$1" --field-selector status.phase=Running --output name | head -n "${2:-99}")
  ((${#pods[@]} > 0)) || fail "there is no pod of a $1 to kill"
  k delete --force --grace-period=0 "${pods[@]}" >/dev/null 2>&1
  say "deleted by force at $(came_out) results: ${pods[*]#pod/}"
}

# The usual beginning: topics and load, the job applied, results.
begin() { # RECORDS PER_SECOND RENDER OPTIONS...
  open_namespace
  open_volume "$job-state"
  load "$1" "$2"
  render "${@:3}"
  apply
  say "applied"
  until_results 200
  say "$(came_out) results"
}

# The model's Deployment from one replica to three and back, with results after each.
models_come_and_go() {
  local count
  for count in 3 1; do
    k scale deployment "$job-serving-0" --replicas="$count" >/dev/null
    until_so "$count model pods are ready" k wait --for="jsonpath={.status.readyReplicas}=$count" --timeout=1s "deployment/$job-serving-0"
    until_more 600
    say "$count model pods, $(came_out) results"
  done
}
