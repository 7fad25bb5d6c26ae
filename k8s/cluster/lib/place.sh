# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: the place of a cluster, namespaces of its own for network, mounts, processes and more. Everything in it
# ends with its first process, and its addresses are no others' concern.
#
# Expects: here, the path of k8s/cluster; say.sh and programs.sh.
# Environment: LEAT_CLUSTER_RUN, the folder of the running cluster (default: /tmp/leat-cluster).

run=${LEAT_CLUSTER_RUN:-/tmp/leat-cluster}
node_address=10.199.0.1
dns_address=10.96.0.10
pods_network=10.244.0.0/16
services_network=10.96.0.0/16
cgroup=leat-cluster

# When a process that has not ended was started, in the kernel's ticks: with it an id is not mistaken for a later
# process's.
started_at() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" && $1 != "X" {print $20}'; }

# The id of the place's first process as seen from outside, if it lives.
place_process() {
  local id began
  [[ -s $run/first ]] || return 1
  read -r id began <"$run/first"
  [[ $(started_at "$id") == "$began" ]] && echo "$id"
}

must_be_up() {
  place_process >/dev/null ||
    stop_here "no cluster is up in $run (expected: one of k8s/cluster/up): start it first, or name its folder in LEAT_CLUSTER_RUN"
}

# must_be_down api|node: and nothing of an earlier one is left.
must_be_down() {
  ! place_process >/dev/null || stop_here "a cluster is up in $run (expected: none): end it with k8s/cluster/down"
  if [[ -e $run ]]; then
    is_ours || stop_here "$run is there and no cluster's (expected: nothing there): name another folder in LEAT_CLUSTER_RUN"
    stop_here "$run is left of a cluster that was killed (expected: nothing there): remove it with k8s/cluster/down"
  fi
  [[ $1 == api ]] || ! groups_there ||
    stop_here "control groups $cgroup are there (expected: none, or the one node of this machine): remove them with k8s/cluster/down, of the same LEAT_CLUSTER_RUN as its up"
}

# Whether the folder was made by place_up, so that it may be removed.
is_ours() { [[ -e $run/.leat-cluster ]]; }

groups_there() { compgen -G "/sys/fs/cgroup/*/$cgroup" >/dev/null; }

# Whether the control groups of the machine are this cluster's: those of a node, or what is left of one.
groups_are_ours() { [[ ! -e $run || $(<"$run/.leat-cluster") == node ]]; }

# Puts the process ID into them, where they are.
join_groups() {
  local group
  groups_are_ours || return 0
  for group in /sys/fs/cgroup/*/"$cgroup"; do
    [[ ! -e $group ]] || echo "$1" >"$group/cgroup.procs"
  done
}

# in_place COMMAND...: as if started within.
in_place() {
  join_groups "$BASHPID"
  exec nsenter --target "$(place_process)" --net --mount --pid --uts --ipc --cgroup "$@"
}

# kubectl without a place of its own: files are those of the caller, only the network is the cluster's.
kube() {
  KUBECONFIG=$run/pki/admin.kubeconfig nsenter --target "$(place_process)" --net "$(program kubectl)" --cache-dir="$run/kubectl" "$@"
}

# What the kernel and the machine must have, each tried where trying leaves nothing behind. needs api|node
needs() {
  ((EUID == 0)) || stop_here "user $(id -un) may make no namespaces (expected: root)"
  local tool
  for tool in unshare nsenter ip openssl; do
    command -v "$tool" >/dev/null || stop_here "$tool is missing (expected: util-linux, iproute2 and openssl): install them"
  done
  unshare --net --mount --pid --uts --ipc --cgroup --fork true 2>/dev/null ||
    stop_here "this kernel, or the container this runs in, makes no namespaces (expected: net, mnt, pid, uts, ipc, cgroup): run it where root may"
  [[ $1 == node ]] || return 0
  for tool in containerd runc iptables conntrack /usr/lib/cni/bridge mmdebstrap python3; do
    command -v "$tool" >/dev/null ||
      stop_here "$tool is missing (expected: containerd runc containernetworking-plugins iptables conntrack mmdebstrap python3, by Debian's names): apt-get install them"
  done
  grep -qw overlay /proc/filesystems || stop_here "this kernel has no overlay file system (expected: overlay in /proc/filesystems): load it with modprobe overlay"
  unshare --net sh -c 'ip link add probe0 type veth peer name probe1 && ip link add probe2 type bridge' 2>/dev/null ||
    stop_here "this kernel has no veth or no bridge (expected: both): load them with modprobe veth bridge"
  unshare --net sh -c 'iptables -t nat -n -L && iptables -A FORWARD -m comment --comment x -m conntrack --ctstate INVALID -j DROP' >/dev/null 2>&1 ||
    stop_here "this kernel filters no packets by connection (expected: iptables with nat, conntrack and comment): load them with modprobe"
  for tool in cpu cpuset memory pids devices freezer; do
    [[ -d /sys/fs/cgroup/$tool ]] ||
      stop_here "control group $tool is not at /sys/fs/cgroup/$tool (expected: version 1 of them, which is all this was tried with)"
  done
}

# Makes the place, with nothing running in it yet. place_up api|node
place_up() {
  mkdir -p "$(dirname "$run")"
  mkdir "$run"
  echo "$1" >"$run/.leat-cluster"
  mkdir "$run"/{log,pki,etcd,node}
  chmod 700 "$run/pki" "$run/etcd"
  if [[ $1 == node ]]; then
    local hierarchy
    for hierarchy in /sys/fs/cgroup/*/; do
      [[ -e $hierarchy/cgroup.clone_children ]] || continue # version 1
      mkdir "$hierarchy$cgroup"
      if [[ -e $hierarchy$cgroup/cpuset.cpus ]]; then
        cat "${hierarchy}cpuset.cpus" >"$hierarchy$cgroup/cpuset.cpus"
        cat "${hierarchy}cpuset.mems" >"$hierarchy$cgroup/cpuset.mems"
      fi
    done
  fi
  (
    join_groups "$BASHPID"
    # --kill-child ends the first process, and so all others, with the one that is waited for.
    exec setsid unshare --net --mount --pid --uts --ipc --cgroup --fork --kill-child --propagation private \
      bash "$here/lib/first-process.sh" "$1" "$run" "$node_address" "$dns_address" </dev/null >"$run/log/place.log" 2>&1
  ) &
  local outer=$! inner= _
  disown
  echo "$outer $(started_at "$outer")" >"$run/outer"
  for _ in {1..100}; do
    read -r inner _ 2>/dev/null <"/proc/$outer/task/$outer/children" || true
    [[ -n $inner && ! -s $run/first ]] && echo "$inner $(started_at "$inner")" >"$run/first"
    [[ -e $run/ready ]] && return
    kill -0 "$outer" 2>/dev/null || break
    sleep 0.1
  done
  failed "the cluster's namespaces could not be made: $(tail -n 1 "$run/log/place.log")"
}

# Ends what runs in it and removes what it left, also after a cluster that did not end by itself.
place_down() {
  local file id began _
  for file in "$run/outer" "$run/first"; do
    [[ -s $file ]] || continue
    read -r id began <"$file"
    [[ -z $began || $(started_at "$id") != "$began" ]] || kill -KILL "$id"
  done
  for _ in {1..150}; do
    if ! place_process >/dev/null && groups_removed; then
      ! is_ours || rm -rf "$run"
      return
    fi
    sleep 0.1
  done
  stop_here "$run or its control groups are still in use by processes $(cat /sys/fs/cgroup/*/"$cgroup"/cgroup.procs 2>/dev/null | sort -un | tr '\n' ' ')(expected: ended): end them"
}

groups_removed() {
  local group
  groups_are_ours || return 0
  for group in /sys/fs/cgroup/*/"$cgroup"; do
    [[ ! -e $group ]] || find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done
  ! groups_there
}

# A start that failed says why and leaves nothing.
failed() {
  local reason=$1
  [[ -z ${LEAT_KEEP:-} ]] || { rm -rf "$run.failed"; cp -r "$run/log" "$run.failed"; reason+=" (logs: $run.failed)"; }
  trap - EXIT
  (place_down) || true
  stop_here "$reason"
}

# daemon NAME COMMAND...: a process of the place; its output is in log/NAME.log.
daemon() {
  local name=$1
  shift
  (
    # 4: what scenarios report failures to, and 8: what says that one plays, would stay open as long as the process lives.
    in_place setsid "$@" </dev/null >"$run/log/$name.log" 2>&1 4>&- 8>&-
  ) &
  echo "$!" >"$run/$name.pid"
  disown
}

# listens PORT: whether a process of the place does, at its loopback address.
listens() { (in_place bash -c ": </dev/tcp/127.0.0.1/$1"); }

# until_ready SECONDS NAME COMMAND...: asks until it is, or the process has ended.
until_ready() {
  local end=$((SECONDS + $1)) name=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    kill -0 "$(<"$run/$name.pid")" 2>/dev/null ||
      failed "$name ended before it was ready: $(grep -vE '^\s*$' "$run/log/$name.log" | tail -n 1 | cut -c 1-400)"
    ((SECONDS < end)) || failed "$name was not ready within the time: $(tail -n 1 "$run/log/$name.log" | cut -c 1-400)"
    sleep 0.3
  done
}

# Until the API server serves what the definitions define. kubectl's own wait fails on one that has no status yet.
until_established() {
  local _
  for _ in {1..100}; do
    ! kube wait --for=condition=Established --timeout=10s customresourcedefinition --all >/dev/null 2>&1 || return 0
    sleep 0.3
  done
  stop_here "definitions of custom resources are not served: $(kube get customresourcedefinition --output name | tr '\n' ' ')"
}
