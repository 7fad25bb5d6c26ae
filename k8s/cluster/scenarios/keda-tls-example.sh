# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="The example keda-tls, with a model of ours in the place of TensorFlow Serving: certificates from Secrets take job and KEDA to brokers that ask for a client's, and KEDA scales the model by the lag, 1 to 2."
job=tfserving-cifar10-model

# Everything else is as the example has it.
document() {
  sed -e "s/namespace: kafka/namespace: $name/; s/seldon-kafka-bootstrap:9093/$broker:9093/" \
    -e "s/cifar10-rest-input/$topic-requests/; s/cifar10-rest-output/$topic-predictions/" \
    -e "s/model.tfserving-cifar10.kafka/model.tfserving-cifar10.$name/; s/pollingInterval: 15/pollingInterval: 5/" \
    -e "s/protocol: tensorflow/protocol: seldon/; s/service_port: 8501/service_port: 9000/; s/containerPort: 8501/containerPort: 9000/" \
    -e "s|image: tensorflow/serving|image: $programs_image|" \
    -e 's|^          args:$|          command: [java, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, -Xmx128m, -cp, "/programs/classes:/programs/lib/*", io.leat.bench.faults.model.FaultModelStub, "9001", "9000", "9500", 0.0.0.0]|' \
    -e '/^          - --/d' "$repository/k8s/examples/keda-tls/seldon-deployment.yaml"
}

play() {
  start_keda
  open_namespace
  # As Strimzi writes them, a password that the key in PEM has no use for included.
  k create secret generic seldon-cluster-ca-cert --from-file=ca.crt="$run/node/broker/kafka-ca.crt" >/dev/null
  k create secret generic seldon-user --from-file=user.crt="$run/node/broker/user.crt" \
    --from-file=user.key="$run/node/broker/user.key" --from-literal=user.password=not-of-the-key >/dev/null
  k create secret generic keda-enable-tls --from-literal=tls=enable >/dev/null
  open_volume "$job-state"
  load 20000 150
  render
  apply
  until_results 200
  until_so "KEDA has scaled the model to 2" k wait --for=jsonpath='{.spec.replicas}'=2 --timeout=1s "deployment/$job-serving-0"
  say "2 models are asked for at $(came_out) results"
  until_so "2 model pods are ready" k wait --for=jsonpath='{.status.readyReplicas}'=2 --timeout=1s "deployment/$job-serving-0"
  until_more 600
  audit
}
