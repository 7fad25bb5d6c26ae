# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: what makes node-1 a node, and what plays the Flink operator. Expects place.sh, programs.sh and images.sh.

start_worker() {
  local pki=$run/pki
  mkdir -p "$run/node/cni"
  cat >"$run/node/cni/10-pods.conflist" <<EOF
{"cniVersion": "1.0.0", "name": "pods", "plugins": [
  {"type": "bridge", "bridge": "pods0", "isGateway": true, "ipMasq": true, "hairpinMode": true,
   "ipam": {"type": "host-local", "dataDir": "/run/cni-addresses", "ranges": [[{"subnet": "${pods_network%/*}/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
EOF
  # No score of a process is lowered: that takes CAP_SYS_RESOURCE, which machines may withhold.
  cat >"$run/node/containerd.toml" <<EOF
version = 2
root = "$run/node/containerd"
state = "/run/containerd"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$pause_image"
  restrict_oom_score_adj = true
  disable_apparmor = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$run/node/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
EOF
  cat >"$run/node/kubelet.yaml" <<EOF
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $pki/ca.crt}}
authorization: {mode: Webhook}
cgroupDriver: cgroupfs
clusterDNS: [$dns_address]
clusterDomain: cluster.local
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
# Pods shall not go because a disk that is shared with others is nearly full.
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, nodefs.inodesFree: 1%, imagefs.available: 1%}
imageGCHighThresholdPercent: 99
failSwapOn: false
failCgroupV1: false
oomScoreAdj: 0
protectKernelDefaults: true
resolvConf: $run/node/no-resolv.conf
tlsCertFile: $pki/kubelet.crt
tlsPrivateKeyFile: $pki/kubelet.key
volumePluginDir: $run/node/volume-plugins
EOF
  cat >"$run/node/kube-proxy.yaml" <<EOF
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
clientConnection: {kubeconfig: $pki/kube-proxy.kubeconfig}
clusterCIDR: $pods_network
hostnameOverride: node-1
# Settings of the whole machine: left as they are.
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
oomScoreAdj: 0
EOF
  daemon containerd containerd --config "$run/node/containerd.toml"
  until_ready 60 containerd containers version
  daemon kubelet "$(program kubelet)" --config="$run/node/kubelet.yaml" --kubeconfig="$pki/kubelet.kubeconfig" \
    --root-dir="$run/node/kubelet" --hostname-override=node-1 --node-ip="$node_address"
  kube create clusterrolebinding kube-proxy --clusterrole=system:node-proxier --user=system:kube-proxy >/dev/null
  daemon kube-proxy "$(program kube-proxy)" --config="$run/node/kube-proxy.yaml"
  # A process of the node behind an address of the Services' range.
  (in_place ip address add "$dns_address/32" dev lo)
  daemon cluster-dns "$(program cluster-dns)" "$pki/admin.kubeconfig" "$dns_address:53"
  until_ready 120 kubelet kube wait --for=condition=Ready --timeout=5s node/node-1
}

# ctr, for the images and containers of Kubernetes.
containers() { (in_place ctr --address /run/containerd/containerd.sock --namespace k8s.io "$@"); }
