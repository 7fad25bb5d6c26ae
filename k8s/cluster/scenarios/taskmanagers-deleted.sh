# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="TaskManager pods that are deleted by force, first one and then both, are replaced, and no record is lost or doubled."
play() {
  begin 12000 100
  until_running 2
  kill_pods taskmanager 1
  until_more 600
  until_running 2
  kill_pods taskmanager
  until_more 600
  audit
}
