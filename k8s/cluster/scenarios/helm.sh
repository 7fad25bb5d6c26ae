# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="A chart of render --helm is packaged, pushed to a registry and installed from there, image included; an upgrade with another value goes on from the last checkpoint, and an uninstall leaves nothing."
play() {
  needs_programs helm
  start_registry
  local stamp
  stamp=$(date +%s)
  push_image "leat:$stamp"
  image=$registry/leat:$stamp

  open_namespace
  open_volume "$job-state"
  load 12000 100
  render_as --helm "$work/chart"
  helm lint --strict "$work/chart"
  helm package "$work/chart" --version "1.0.$stamp" --destination "$work"
  helm push "$work/income-1.0.$stamp.tgz" "oci://$registry/charts" --plain-http
  helm install income "oci://$registry/charts/income" --version "1.0.$stamp" --plain-http
  say "installed from oci://$registry/charts/income"
  until_results 200
  until_running 2

  helm upgrade income "oci://$registry/charts/income" --version "1.0.$stamp" --plain-http --set "jobs.$job.parallelism=1"
  say "upgraded to parallelism 1 at $(came_out) results"
  until_running 1
  until_more 600
  audit

  helm uninstall income --wait
  until_so "nothing is left of the release" nothing_left
  say "uninstalled"
}

# Helm as it runs anywhere: files are the caller's, only the network is the cluster's.
helm() {
  KUBECONFIG=$run/pki/admin.kubeconfig HELM_CACHE_HOME=$work/helm HELM_CONFIG_HOME=$work/helm HELM_DATA_HOME=$work/helm \
    nsenter --target "$(place_process)" --net "$(program helm)" --namespace "$name" "$@" >"$work/helm.log" 2>&1 ||
    fail "helm $1: $(tail -n 3 "$work/helm.log")"
}

# What a namespace has by itself is left.
nothing_left() {
  local kinds
  kinds=$(kube api-resources --namespaced --verbs=list --output=name | grep -v '^events' | paste -sd ,)
  left=$(k get "$kinds" --output=name | grep -vxE 'serviceaccount/default|configmap/kube-root-ca.crt')
  [[ -z $left ]]
}
