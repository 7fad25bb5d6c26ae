# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: a cluster's certificates and the kubeconfigs made of them, for a month. make_pki DIR ADDRESS

# RSA: Flink's client of Kubernetes takes no other key.
fresh_key=(-newkey rsa:2048 -nodes)

authority() { # NAME
  openssl req -x509 "${fresh_key[@]}" -days 30 -keyout "$1.key" -out "$1.crt" -subj "/CN=$1" \
    -addext keyUsage=critical,keyCertSign,digitalSignature 2>/dev/null
}

certificate() { # NAME AUTHORITY SUBJECT [ALTERNATIVE NAMES]
  openssl req "${fresh_key[@]}" -keyout "$1.key" -subj "$3" 2>/dev/null |
    openssl x509 -req -CA "$2.crt" -CAkey "$2.key" -CAcreateserial -days 30 -out "$1.crt" -extfile <(
      echo keyUsage=digitalSignature
      echo extendedKeyUsage=clientAuth,serverAuth
      [[ -z ${4:-} ]] || echo "subjectAltName=$4"
    ) 2>/dev/null
}

kubeconfig() { # NAME ADDRESS
  cat >"$1.kubeconfig" <<CONFIG
apiVersion: v1
kind: Config
current-context: leat
contexts: [{name: leat, context: {cluster: leat, user: $1}}]
clusters: [{name: leat, cluster: {server: "https://$2:6443", certificate-authority-data: $(base64 -w 0 ca.crt)}}]
users: [{name: $1, user: {client-certificate-data: $(base64 -w 0 "$1.crt"), client-key-data: $(base64 -w 0 "$1.key")}}]
CONFIG
}

make_pki() (
  cd "$1"
  authority ca
  authority front-proxy-ca
  service=kubernetes.default.svc
  certificate apiserver ca /CN=kube-apiserver \
    "IP:127.0.0.1,IP:$2,IP:${services_network%.*}.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:$service,DNS:$service.cluster.local"
  certificate apiserver-kubelet ca /O=system:masters/CN=apiserver-kubelet
  certificate front-proxy front-proxy-ca /CN=front-proxy
  certificate admin ca /O=system:masters/CN=admin
  certificate controller-manager ca /CN=system:kube-controller-manager
  certificate scheduler ca /CN=system:kube-scheduler
  certificate kube-proxy ca /CN=system:kube-proxy
  certificate kubelet ca /O=system:nodes/CN=system:node:node-1 "IP:$2,DNS:node-1"
  for user in admin controller-manager scheduler kube-proxy kubelet; do
    kubeconfig "$user" "$2"
  done
  openssl genrsa -out service-accounts.key 2048 2>/dev/null
  openssl rsa -in service-accounts.key -pubout -out service-accounts.pub 2>/dev/null
)
