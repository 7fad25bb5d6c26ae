# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: kube-router as a process of the node, of which the part that enforces NetworkPolicies runs, by iptables and ipset.
# Expects place.sh and programs.sh.

start_policies() {
  needs_programs kube-router
  command -v ipset >/dev/null || fail "ipset is missing (expected: Debian's package of that name): apt-get install ipset"
  unshare --net sh -c 'ipset create probe hash:ip && iptables -A FORWARD -m set --match-set probe src -j DROP' >/dev/null 2>&1 ||
    fail "this kernel has no sets of addresses (expected: ip_set, with hash:ip and the match of iptables): load them with modprobe"
  [[ ! -e $run/kube-router.pid ]] || return 0
  daemon kube-router "$(program kube-router)" --kubeconfig="$run/pki/admin.kubeconfig" --hostname-override=node-1 \
    --run-router=false --run-service-proxy=false --run-firewall=true \
    --service-cluster-ip-range="$services_network" --iptables-sync-period=30s --health-port=20244
}
