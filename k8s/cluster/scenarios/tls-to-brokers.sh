# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="Certificates of an authority of its own, from Secrets as Strimzi names them, take the job to brokers that ask for a client's."
broker_address=$broker:9093
kafka='      - {name: KAFKA_SECURITY_PROTOCOL, value: ssl}
      - name: KAFKA_SSL_CA_CERT
        valueFrom: {secretKeyRef: {name: seldon-cluster-ca-cert, key: ca.crt}}
      - name: KAFKA_SSL_CLIENT_CERT
        valueFrom: {secretKeyRef: {name: seldon-user, key: user.crt}}
      - name: KAFKA_SSL_CLIENT_KEY
        valueFrom: {secretKeyRef: {name: seldon-user, key: user.key}}'
play() {
  open_namespace
  k create secret generic seldon-cluster-ca-cert --from-file=ca.crt="$run/node/broker/kafka-ca.crt" >/dev/null
  k create secret generic seldon-user --from-file=user.crt="$run/node/broker/user.crt" --from-file=user.key="$run/node/broker/user.key" >/dev/null
  open_volume "$job-state"
  load 12000 100
  render
  apply
  until_results 200
  kill_pods taskmanager
  until_more 600
  audit
}
