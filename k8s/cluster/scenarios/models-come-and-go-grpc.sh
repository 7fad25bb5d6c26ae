# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="Model replicas come and go behind a headless Service, 1, 3 and 1, over gRPC, under load."
transport=grpc
play() {
  begin 15000 100
  models_come_and_go
  audit
}
