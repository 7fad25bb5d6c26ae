# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: who takes up FlinkDeployments. Expects place.sh, programs.sh, worker.sh and repository.
#
# By itself that is programs/kubernetes/flink-deployments, which stands in for the operator. With OPERATOR, a file of
# manifests, it is the operator that these describe, and OPERATOR_IMAGE is its image as an archive.

check_operator() {
  [[ -z ${OPERATOR:-} || -f $OPERATOR ]] ||
    stop_here "OPERATOR=$OPERATOR: no such file (expected: an operator's manifests, as helm template gives them): name it, or leave OPERATOR out"
  [[ -z ${OPERATOR_IMAGE:-} || -f $OPERATOR_IMAGE ]] ||
    stop_here "OPERATOR_IMAGE=$OPERATOR_IMAGE: no such file (expected: its image as docker save gives it): name it, or leave OPERATOR_IMAGE out"
}

start_operator() {
  kube apply --server-side -f "$(program keda-definitions)" >/dev/null
  if [[ -n ${OPERATOR:-} ]]; then
    [[ -z ${OPERATOR_IMAGE:-} ]] || containers images import "$OPERATOR_IMAGE" >/dev/null
    kube apply --server-side -f "$OPERATOR" >/dev/null
    kube wait --for=condition=Available --timeout=180s deployment --all --all-namespaces >/dev/null ||
      failed "the operator of $OPERATOR was not there after 180 s"
    return
  fi
  mkdir "$run/node/"{inputs,flink}
  (cd "$repository/k8s" && "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/test-classes:target/classes:$(<target/it.classpath)" \
    io.leat.k8s.AdmissionInputs "$run/node/inputs")
  kube apply --server-side -f "$run/node/inputs/flinkdeployments.json" >/dev/null
  until_established
  daemon flink-deployments "$(program flink-deployments)" "$run/pki/admin.kubeconfig" "$flink_home" "$run/node/flink"
}
