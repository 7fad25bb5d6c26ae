// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.client.CallLimits;
import io.leat.options.OptionReader;
import io.leat.options.PerNode;
import io.leat.options.catalog.BatchOptions;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.settings.JobSettings.Batches;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads how records share calls, and what that must keep to. */
final class BatchRules {

    private static final Duration DEFAULT_DELAY = Duration.ofMillis(5);

    private BatchRules() {}

    static @Nullable Batches batches(OptionReader reader, @Nullable CallLimits limits) {
        PerNode<Integer> size = reader.read(BatchOptions.SIZE);
        PerNode<Duration> delay = reader.read(BatchOptions.DELAY);
        PerNode<Long> bytes = reader.read(BatchOptions.BYTES);
        if (delay == null || bytes == null) {
            return null;
        }
        if (limits != null && reader.find(BatchOptions.DELAY) == null) {
            delay = PerNode.all(shorter(DEFAULT_DELAY, limits.callTimeout()));
        } else if (limits != null && size != null) {
            shorterThanACall(reader, delay, limits.callTimeout());
        }
        return new Batches(size == null ? PerNode.none() : size, delay, bytes);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void shorterThanACall(
            OptionReader reader, PerNode<Duration> delay, Duration timeout) {
        Map<String, Duration> stated = new TreeMap<>();
        delay.nodes().forEach((node, wait) -> stated.put(" of node \"" + node + "\"", wait));
        if (delay.others() != null) {
            stated.put("", delay.others());
        }
        stated.forEach(
                (where, wait) -> {
                    if (wait.compareTo(timeout) > 0) {
                        reader.problem(
                                "%s%s is %dms and %s (expected: at most the timeout of a call)"
                                        .formatted(
                                                reader.name(BatchOptions.DELAY),
                                                where,
                                                wait.toMillis(),
                                                reader.says(
                                                        LeatOptions.CALL_TIMEOUT,
                                                        timeout.toMillis() + "ms")),
                                BatchOptions.DELAY,
                                LeatOptions.CALL_TIMEOUT);
                    }
                });
    }
}
