# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: a Kafka broker in a pod, of namespace kafka: without TLS for sender and audit, and with TLS, its own and the
# client's certificates, for jobs that ask for it. Expects pki.sh and place.sh.

broker=broker.kafka.svc.cluster.local

start_broker_pod() {
  ! kube get deployment broker --namespace kafka >/dev/null 2>&1 || return 0
  local work=$run/node/broker
  mkdir -p "$work"
  (
    cd "$work"
    authority kafka-ca
    certificate broker kafka-ca /CN=broker "DNS:$broker,DNS:broker.kafka,DNS:seldon-kafka-bootstrap.kafka,DNS:seldon-kafka-bootstrap"
    certificate user kafka-ca /CN=user
    # Kafka reads keys in PKCS 8, from one file with the certificate.
    cat broker.key broker.crt >broker.pem
  )
  kube create namespace kafka >/dev/null
  kube create secret generic broker --namespace kafka --from-file="$work/broker.pem" --from-file="$work/kafka-ca.crt" >/dev/null
  kube apply -f - >/dev/null <<EOF
apiVersion: v1
kind: ConfigMap
metadata: {name: broker, namespace: kafka}
data:
  server.properties: |
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:9094
    controller.listener.names=CONTROLLER
    inter.broker.listener.name=PLAIN
    listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAIN:PLAINTEXT,TLS:SSL
    listeners=PLAIN://0.0.0.0:9092,TLS://0.0.0.0:9093,CONTROLLER://127.0.0.1:9094
    advertised.listeners=PLAIN://$broker:9092,TLS://$broker:9093
    ssl.client.auth=required
    ssl.keystore.type=PEM
    ssl.keystore.location=/tls/broker.pem
    ssl.truststore.type=PEM
    ssl.truststore.location=/tls/kafka-ca.crt
    log.dirs=/data/kafka
    auto.create.topics.enable=false
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=5
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=5
    group.initial.rebalance.delay.ms=0
---
apiVersion: v1
kind: Service
metadata: {name: broker, namespace: kafka}
spec:
  selector: {app: broker}
  ports: [{name: plain, port: 9092}, {name: tls, port: 9093}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: broker, namespace: kafka}
spec:
  strategy: {type: Recreate}
  selector: {matchLabels: {app: broker}}
  template:
    metadata: {labels: {app: broker}}
    spec:
      automountServiceAccountToken: false
      containers:
      - name: broker
        image: $programs_image
        imagePullPolicy: Never
        command: [bash, -c]
        args:
        - |
          run() { exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m -cp '/programs/lib/*' "\$@"; }
          (run kafka.tools.StorageTool format -t 4L6g3nShT-eMCtK--X86sw -c /conf/server.properties) || exit
          run kafka.Kafka /conf/server.properties
        readinessProbe: {tcpSocket: {port: 9092}, periodSeconds: 1}
        volumeMounts:
        - {name: data, mountPath: /data}
        - {name: conf, mountPath: /conf}
        - {name: tls, mountPath: /tls}
      volumes:
      - {name: data, emptyDir: {}}
      - {name: conf, configMap: {name: broker}}
      - {name: tls, secret: {secretName: broker}}
EOF
  kube wait --for=condition=Available --timeout=180s deployment/broker --namespace kafka >/dev/null ||
    stop_here "the broker was not ready after 180 s: k8s/cluster/kubectl logs deployment/broker --namespace kafka tells more"
}
