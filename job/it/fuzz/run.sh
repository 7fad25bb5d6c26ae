#!/usr/bin/env bash
# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Fuzzes, by coverage, everything that reads what others wrote: fuzz/run.sh [MINUTES] [TARGET...]
#
# The minutes (default 5) are shared between the targets (default all). A finding is left in
# src/test/resources/fuzz/TARGET of its module, where `verify` replays it from then on: fix it, give
# the file a name that says what it shows, and commit both.
set -euo pipefail
cd "$(dirname "$0")/../../.."

minutes=5
if [[ "${1:-}" =~ ^[0-9]+$ ]]; then
  minutes=$1
  shift
fi
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  targets=(CodecFuzz RecordFuzz HeadersFuzz GrpcReplyFuzz DeploymentFuzz WalkFuzz)
fi

./mvnw -q -B -Dquick -Pfuzz -pl job -am test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/fuzz.classpath

failed=()
for target in "${targets[@]}"; do
  source=$(find connectors/src/test/java job/src/test/java -name "$target.java")
  test -n "$source" || { echo "$target: no such target (expected: a class that ends in Fuzz)" >&2; exit 2; }
  module=${source%%/*}
  class=${source#*/java/}
  class=${class%.java}
  findings=$module/src/test/resources/fuzz/$target
  corpus=$module/target/fuzz/$target
  mkdir -p "$findings" "$corpus"
  echo "==== $target"
  java -Xmx1g -cp "$module/target/test-classes:$module/target/classes:$(cat "$module/target/fuzz.classpath")" \
    com.code_intelligence.jazzer.Jazzer \
    --target_class="${class//\//.}" \
    --instrumentation_includes='io.leat.**:com.fasterxml.jackson.core.**:com.google.protobuf.**:org.yaml.snakeyaml.**' \
    --custom_hook_includes='io.leat.**' \
    --reproducer_path="$module/target" \
    -max_total_time=$((minutes * 60 / ${#targets[@]})) -timeout=120 -report_slow_units=60 -rss_limit_mb=3000 -max_len=4096 \
    -dict=job/it/fuzz/tokens.dict -artifact_prefix="$findings/" \
    -print_final_stats=1 -verbosity=1 "$corpus" "$findings" \
    > "$module/target/fuzz/$target.log" 2>&1 || failed+=("$target")
  grep -E '^stat::number_of_executed_units|^stat::average_exec_per_sec|^== Java Exception|^ERROR:|Test unit written' \
    "$module/target/fuzz/$target.log" || true
  rmdir --ignore-fail-on-non-empty "$findings"
done

if [ ${#failed[@]} -gt 0 ]; then
  echo "Found something: ${failed[*]} (the logs are in target/fuzz of each module)" >&2
  exit 1
fi
