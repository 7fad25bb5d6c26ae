# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="With --sidecar the model runs in each TaskManager's pod; TaskManagers that are deleted by force take theirs with them."
play() {
  begin 9000 100 --sidecar
  until_running 2
  kill_pods taskmanager
  until_more 600
  audit
}
