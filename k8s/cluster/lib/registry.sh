# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: a registry for images and charts, as a process of the node, to which containerd and Helm go by plain HTTP.
# Expects place.sh and programs.sh.

registry=localhost:5000

start_registry() {
  needs_programs registry
  [[ ! -e $run/registry.pid ]] || return 0
  mkdir "$run/node/registry"
  cat >"$run/node/registry.yaml" <<EOF
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: $run/node/registry}}
http: {addr: "127.0.0.1:${registry#*:}"}
EOF
  daemon registry env OTEL_TRACES_EXPORTER=none "$(program registry)" serve "$run/node/registry.yaml"
  until_so "the registry listens" listens "${registry#*:}"
}

# push_image NAME: Leat's, as NAME of the registry.
push_image() {
  containers images push --plain-http "$registry/$1" "$leat_image" >"$work/push.log" 2>&1 || fail "$(tail -n 1 "$work/push.log")"
}
