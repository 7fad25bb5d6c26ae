# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="A JobManager pod that is deleted by force is replaced by its Deployment and goes on from the last checkpoint, and stays."
play() {
  begin 20000 100
  kill_pods jobmanager
  until_more 1000
  kill_pods jobmanager
  # Longer than the time for which the claim of a job is looked at.
  until_more 10000
  audit
}
