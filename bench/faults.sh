#!/usr/bin/env bash
# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# The fault matrix: Leat's job on a cluster of separate processes that are killed, stopped, cut off
# and lied to, while every record is counted. Each scenario is a file in bench/faults.
#
#   bench/faults.sh               every scenario, about half an hour on two cores
#   bench/faults.sh --quick       the selection that every change must pass, about four minutes
#   bench/faults.sh NAME…         these
#
# Ends with 0 if every row has passed; the table is also in bench/target/faults.md and faults.json.
# Needs: JDK 17, Python 3 with pip for the Flink distribution. Linux; on macOS all but the rows whose
# files say otherwise.
set -euo pipefail
. "$(dirname "$0")/common.sh"

build_missing
run_bench "${LEAT_LIMIT_SECONDS:-5400}" faults.FaultMatrix "$@"
