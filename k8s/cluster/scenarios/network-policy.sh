# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="With --network-policy the job runs; Flink's REST interface is open to pods of the namespace, closed to those of others until their namespace has the label, and metrics are open to all."
play() {
  start_policies
  open_namespace
  kube label namespace kafka leat.io/flink-rest- >/dev/null
  open_volume "$job-state"
  load 20000 100
  probe neighbour "$name"
  probe stranger kafka
  render --network-policy
  apply
  until_results 200
  until_so "a pod of the namespace reaches Flink's REST interface" reaches neighbour "$name" 8081
  until_so "a pod of another namespace reaches the metrics" reaches stranger kafka 9249
  until_so "a pod of another namespace does not reach Flink's REST interface" shut_out
  say "port 8081 is open to $name and closed to kafka; 9249 is open to both"
  kube label namespace kafka leat.io/flink-rest=allowed >/dev/null
  until_so "a pod of a namespace that is let in reaches Flink's REST interface" reaches stranger kafka 8081
  kube label namespace kafka leat.io/flink-rest- >/dev/null
  until_so "that namespace is shut out again" shut_out
  say "let in by the label, and shut out again"
  kill_pods taskmanager 1
  until_more 600
  audit
  kube delete pod stranger --namespace kafka --force --grace-period=0 >/dev/null 2>&1
}

# A pod to connect from.
probe() { # NAME NAMESPACE
  kube delete pod "$1" --namespace "$2" --ignore-not-found --force --grace-period=0 >/dev/null 2>&1
  kube apply -f - >/dev/null <<EOF
apiVersion: v1
kind: Pod
metadata: {name: $1, namespace: $2}
spec:
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: 0
  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
  containers:
  - name: main
    image: $leat_image
    imagePullPolicy: Never
    command: [sleep, infinity]
    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
EOF
  until_so "pod $1 runs" kube wait --for=condition=Ready --timeout=1s "pod/$1" --namespace "$2"
}

job_manager() { k get pods --selector "app=$job,component=jobmanager" --output 'jsonpath={.items[0].status.podIP}'; }

# reaches POD NAMESPACE PORT: of the JobManager's pod.
reaches() {
  kube exec "$1" --namespace "$2" -- timeout 3 bash -c "</dev/tcp/$(job_manager)/$3"
}

# By a probe that works, as it reaches another port.
shut_out() { reaches stranger kafka 9249 && ! reaches stranger kafka 8081; }
