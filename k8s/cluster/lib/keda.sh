# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: KEDA's operator and metrics adapter as processes of the node, and the adapter behind the API server. Expects
# pki.sh, place.sh and programs.sh.

start_keda() {
  [[ ! -e $run/keda-operator.pid ]] || return 0
  local keda=$run/node/keda
  needs_programs "${keda_programs[@]}"
  mkdir -p "$keda"
  (
    cd "$keda"
    authority ca
    certificate tls ca /CN=keda "DNS:localhost,IP:127.0.0.1,IP:$node_address"
  )
  kube create namespace keda >/dev/null
  local environment=(env KUBECONFIG="$run/pki/admin.kubeconfig" WATCH_NAMESPACE= POD_NAMESPACE=keda POD_NAME=keda
    KEDA_CLUSTER_OBJECT_NAMESPACE=keda)
  daemon keda-operator "${environment[@]}" "$(program keda-operator)" --cert-dir="$keda" \
    --metrics-bind-address=127.0.0.1:18080 --health-probe-bind-address=127.0.0.1:18081
  daemon keda-adapter "${environment[@]}" "$(program keda-adapter)" --secure-port=16443 --port=18082 \
    --metrics-service-address=localhost:9666 --cert-dir="$keda" \
    --client-ca-file="$run/pki/ca.crt" --tls-cert-file="$keda/tls.crt" --tls-private-key-file="$keda/tls.key" \
    --lister-kubeconfig="$run/pki/admin.kubeconfig" --{authentication,authorization}-kubeconfig="$run/pki/admin.kubeconfig"
  kube apply -f - >/dev/null <<EOF
apiVersion: v1
kind: Service
metadata: {name: metrics, namespace: keda}
spec: {ports: [{name: https, port: 443, targetPort: 16443}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: metrics-1, namespace: keda, labels: {kubernetes.io/service-name: metrics}}
addressType: IPv4
ports: [{name: https, port: 16443}]
endpoints: [{addresses: [$node_address], conditions: {ready: true}}]
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1beta1.external.metrics.k8s.io}
spec:
  group: external.metrics.k8s.io
  version: v1beta1
  groupPriorityMinimum: 100
  versionPriority: 100
  insecureSkipTLSVerify: true
  service: {name: metrics, namespace: keda}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: external-metrics}
rules: [{apiGroups: [external.metrics.k8s.io], resources: ["*"], verbs: ["get", "list"]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: external-metrics}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: external-metrics}
subjects: [{kind: ServiceAccount, name: horizontal-pod-autoscaler, namespace: kube-system}]
EOF
  until_so "the API server reaches KEDA's metrics" kube wait --for=condition=Available --timeout=1s apiservice/v1beta1.external.metrics.k8s.io
}
