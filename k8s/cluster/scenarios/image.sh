# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="The image that k8s/build-image makes is the same bytes twice, says what it is, and is pulled from a registry and run as a user that is not root."
play() {
  start_registry
  open_namespace
  find_flink
  build_leat "$work/again.tar"
  cmp "$images/leat.tar" "$work/again.tar" >&4 || fail "made twice, the image has other bytes"
  say "$(stat -c %s "$work/again.tar" | numfmt --to=iec) twice, the same bytes"
  rm "$work/again.tar"

  local tag said labels label
  tag=leat:$(date +%s)
  push_image "$tag"
  k apply -f - >/dev/null <<EOF
apiVersion: v1
kind: Pod
metadata: {name: pulled}
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
  containers:
  - name: main
    image: $registry/$tag
    args: [sh, -c, 'echo "user \$(id -u), \$(flink --version), \$(ls usrlib)"']
    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
EOF
  until_so "the pod has ended" k wait --for=jsonpath='{.status.phase}'=Succeeded --timeout=1s pod/pulled
  said=$(k logs pulled)
  say "$said"
  [[ $said == "user 9999, Version: "*", leat-flink-job.jar" ]] || fail "the pod says: $said"

  labels=$(containers content get "$(containers images ls "name==$registry/$tag" | awk 'NR == 2 {print $3}')")
  for label in title version licenses source; do
    [[ $labels == *"\"org.opencontainers.image.$label\":\""* ]] || fail "the image has no label org.opencontainers.image.$label: $labels"
  done
}
