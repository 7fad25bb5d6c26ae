#!/usr/bin/env bash
# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# The soak: faults drawn at random under steady load, for so many minutes, and every record counted.
#
#   bench/soak.sh 30              thirty minutes; the seed is printed
#   bench/soak.sh 30 --seed 7     the same faults in the same order
#
# Ends with 0 if every record was answered once, in order, and the TaskManager that is never killed
# holds no more memory and threads at the end. Needs what bench/faults.sh needs.
set -euo pipefail
. "$(dirname "$0")/common.sh"

if [[ ! ${1:-} =~ ^[0-9]+$ ]] || [[ $# -ne 1 && ( $# -ne 3 || $2 != --seed || ! $3 =~ ^[0-9]+$ ) ]]; then
  echo "usage: bench/soak.sh MINUTES [--seed N]" >&2
  exit 2
fi
build_missing
run_bench $((60 * $1 + 900)) faults.Soak "$@"
