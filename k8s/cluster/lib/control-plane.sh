# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: etcd, the API server and the controllers, as processes of the place. Expects place.sh and pki.sh.

start_api() {
  local etcd=http://127.0.0.1:2379 peer=http://127.0.0.1:2380 pki=$run/pki
  local more=()
  # Without controllers nothing would ever take a claim's finalizer away.
  [[ $1 == node ]] || more+=(--disable-admission-plugins=StorageObjectInUseProtection)
  make_pki "$pki" "$node_address"
  daemon etcd "$(program etcd)" --name leat --data-dir "$run/etcd" --unsafe-no-fsync \
    --listen-client-urls $etcd --advertise-client-urls $etcd \
    --listen-peer-urls $peer --initial-advertise-peer-urls $peer --initial-cluster leat=$peer
  until_ready 60 etcd listens 2379
  daemon kube-apiserver "$(program kube-apiserver)" --etcd-servers=$etcd \
    --bind-address=0.0.0.0 --advertise-address="$node_address" --secure-port=6443 \
    --service-cluster-ip-range="$services_network" --allow-privileged=true \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction "${more[@]}" \
    --client-ca-file="$pki/ca.crt" \
    --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" \
    --kubelet-certificate-authority="$pki/ca.crt" --kubelet-preferred-address-types=InternalIP \
    --kubelet-client-certificate="$pki/apiserver-kubelet.crt" --kubelet-client-key="$pki/apiserver-kubelet.key" \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$pki/service-accounts.pub" \
    --service-account-signing-key-file="$pki/service-accounts.key" \
    --requestheader-client-ca-file="$pki/front-proxy-ca.crt" --requestheader-allowed-names=front-proxy \
    --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
    --requestheader-extra-headers-prefix=X-Remote-Extra- --enable-aggregator-routing=true \
    --proxy-client-cert-file="$pki/front-proxy.crt" --proxy-client-key-file="$pki/front-proxy.key"
  until_ready 180 kube-apiserver kube get --raw /readyz
}

start_controllers() {
  local pki=$run/pki
  daemon kube-controller-manager "$(program kube-controller-manager)" --leader-elect=false \
    --{,authentication-,authorization-}kubeconfig="$pki/controller-manager.kubeconfig" \
    --root-ca-file="$pki/ca.crt" --service-account-private-key-file="$pki/service-accounts.key" \
    --cluster-signing-cert-file="$pki/ca.crt" --cluster-signing-key-file="$pki/ca.key" \
    --use-service-account-credentials=true --allocate-node-cidrs=true \
    --cluster-cidr="$pods_network" --service-cluster-ip-range="$services_network"
  daemon kube-scheduler "$(program kube-scheduler)" --leader-elect=false \
    --{,authentication-,authorization-}kubeconfig="$pki/scheduler.kubeconfig"
}
