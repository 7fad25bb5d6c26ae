# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="Model replicas come and go behind a Service, 1, 3 and 1, over REST, under load."
play() {
  begin 15000 100
  models_come_and_go
  audit
}
