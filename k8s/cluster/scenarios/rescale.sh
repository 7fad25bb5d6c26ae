# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="Applied with another parallelism, 2, 1 and 3, the job goes on from its last checkpoint with so many TaskManagers."
play() {
  begin 20000 100
  until_running 2
  for parallelism in 1 3; do
    render
    apply
    say "applied with parallelism $parallelism"
    until_running "$parallelism"
    until_more 600
    say "$parallelism TaskManagers, $(came_out) results"
  done
  audit
}
