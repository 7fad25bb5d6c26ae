# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="A changed document, rendered and applied again, ends the job and starts it from its last checkpoint."
play() {
  begin 15000 100
  local before
  before=$(k get pods --selector "app=$job,component=jobmanager" --output 'jsonpath={.items[0].metadata.uid}')
  kafka='      - {name: LEAT_MAX_IN_FLIGHT, value: "50"}'
  render
  apply
  say "applied with another option"
  until_so "another JobManager runs" replaced "$before"
  until_more 600
  audit
}

replaced() {
  local now
  now=$(k get pods --selector "app=$job,component=jobmanager" --field-selector status.phase=Running --output 'jsonpath={.items[*].metadata.uid}')
  [[ -n $now && $now != *$1* ]]
}
