# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: which programs a cluster is made of, of which versions, and where they are kept once they are built.
#
# They are built from their Go modules in programs/, whose go.mod files state the versions, into
# LEAT_CLUSTER_CACHE (default: $XDG_CACHE_HOME/leat-cluster or ~/.cache/leat-cluster), in a folder for each version.
# Expects: here, the path of k8s/cluster.

cache=${LEAT_CLUSTER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/leat-cluster}

# The version of a module that programs/FOLDER/go.mod requires, without its v.
required() { sed -nE "s:^(require )?[[:space:]]*$2 v([^ ]+).*:\2:p" "$here/programs/$1/go.mod" | head -n 1; }

kubernetes_version=$(required kubernetes k8s.io/kubernetes)
etcd_version=$(required etcd go.etcd.io/etcd/server/v3)
keda_version=$(required keda github.com/kedacore/keda/v2)
helm_version=$(required helm helm.sh/helm/v3)
registry_version=$(required helm github.com/distribution/distribution/v3)
minio_version=$(required minio github.com/minio/minio)
kube_router_version=$(required kube-router github.com/cloudnativelabs/kube-router/v2)

api_programs=(etcd kube-apiserver kubectl keda-definitions)
node_programs=(kube-controller-manager kube-scheduler kubelet kube-proxy cluster-dns flink-deployments pause)
keda_programs=(keda-operator keda-adapter)
other_programs=(helm registry minio kube-router)

# Our own programs change with their sources, so their folder is named for those.
own_version() {
  (cd "$here/programs/kubernetes" && cat go.mod go.sum "$1"/*.go) | sha256sum | cut -c 1-16
}

# The file of a program, built or not.
program() {
  case $1 in
  etcd) echo "$cache/etcd-$etcd_version/etcd" ;;
  helm) echo "$cache/helm-$helm_version/helm" ;;
  registry) echo "$cache/registry-$registry_version/registry" ;;
  minio) echo "$cache/minio-$minio_version/minio" ;;
  kube-router) echo "$cache/kube-router-$kube_router_version/kube-router" ;;
  kube-* | kubectl | kubelet) echo "$cache/kubernetes-$kubernetes_version/$1" ;;
  keda-*) echo "$cache/keda-$keda_version/$1" ;;
  *) echo "$cache/$1-$(own_version "$1")/$1" ;;
  esac
}

# Those of the programs that are not built yet, one a line.
missing_programs() {
  local name
  for name in "$@"; do
    [[ -x $(program "$name") ]] || echo "$name"
  done
}
