# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="A job that is deleted under load and applied again starts without state from committed offsets: nothing is lost, and what was answered since the last commit is repeated."
play() {
  begin 15000 100
  k delete flinkdeployment "$job" --timeout="${patience}s" >/dev/null
  say "the FlinkDeployment is deleted at $(came_out) results"
  apply
  say "applied again"
  until_more 600
  audit repeats
}
