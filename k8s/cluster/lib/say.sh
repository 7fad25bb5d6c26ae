# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: what the commands of this folder say.

# One sentence: the value, what was expected and what to do.
stop_here() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}

# What stands at the head of the script.
usage() { awk 'NR == 1 {next} /^#/ {sub(/^# ?/, ""); print; next} {exit}' "$0"; }

# among WORD WORDS...: whether the first is one of the others.
among() {
  local word=$1 other
  shift
  for other in "$@"; do
    [[ $other != "$word" ]] || return 0
  done
  return 1
}
