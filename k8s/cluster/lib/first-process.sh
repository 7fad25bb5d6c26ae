#!/usr/bin/env bash
# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# The first process of a cluster's namespaces: arranges mounts, addresses and names, then takes in what is left to it.
# Everything it mounts or adds is gone with it. first-process.sh api|node RUN NODE_ADDRESS DNS_ADDRESS
set -euo pipefail
kind=$1 run=$2 node_address=$3 dns_address=$4

mount -t proc proc /proc
ip link set lo up
if [[ $kind == api ]]; then
  # An address that is no loopback one, as the API server tells it to others.
  ip address add "$node_address/32" dev lo
else
  hostname node-1
  mount -t sysfs sysfs /sys
  mount -t tmpfs -o mode=755 leat-cgroup /sys/fs/cgroup
  while read -r name hierarchy _ on; do
    [[ $name != \#* && $hierarchy != 0 && $on == 1 ]] || continue
    mkdir "/sys/fs/cgroup/$name"
    mount -t cgroup -o "$name" cgroup "/sys/fs/cgroup/$name"
  done </proc/cgroups
  mkdir /sys/fs/cgroup/systemd
  mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd 2>/dev/null || rmdir /sys/fs/cgroup/systemd

  mount -t tmpfs -o mode=755 leat-run /run
  mkdir /run/lock
  # What programs write to fixed places of these stays here.
  for path in /var/lib /var/log; do
    mkdir -p "$run/node/own$path" "$run/node/work$path"
    mount -t overlay -o "lowerdir=$path,upperdir=$run/node/own$path,workdir=$run/node/work$path" overlay "$path"
  done

  # The kubelet wants these of the whole machine, and only reads them (protectKernelDefaults): it sees its values, the
  # machine keeps its own.
  while read -r setting value; do
    echo "$value" >"$run/node/${setting//\//.}"
    mount --bind "$run/node/${setting//\//.}" "/proc/sys/$setting"
  done <<SETTINGS
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
SETTINGS

  printf 'nameserver %s\nsearch svc.cluster.local cluster.local\noptions ndots:2\n' "$dns_address" >"$run/node/resolv.conf"
  : >"$run/node/no-resolv.conf"
  mount --bind "$run/node/resolv.conf" "$(readlink -f /etc/resolv.conf)"
  mount --make-rshared /

  # Both ends are here: the node has an address and a route, and no way out.
  ip link add node0 type veth peer name node1
  ip address add "$node_address/24" dev node0
  ip link set node0 up
  ip link set node1 up
  ip route add default via "${node_address%.*}.254" dev node0
  echo 1 >/proc/sys/net/ipv4/ip_forward
  [[ ! -e /proc/sys/net/bridge/bridge-nf-call-iptables ]] || echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables
fi

touch "$run/ready"
trap 'exit 0' TERM
while :; do
  sleep 3600 &
  wait $!
done
