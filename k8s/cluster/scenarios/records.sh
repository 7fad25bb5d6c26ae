# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="Records go through a job and a model in pods that restricted admits, with the state on a volume that fsGroup makes writable."
play() {
  begin 3000 150
  audit
}
