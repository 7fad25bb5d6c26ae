package io.leat.options;

import io.leat.options.JobSettings.Batches;
import io.leat.options.JobSettings.Calls;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads how records share calls, and what that must keep to. */
final class BatchRules {

    private BatchRules() {}

    static @Nullable Batches batches(OptionReader reader, @Nullable Calls calls) {
        PerNode<Integer> size = reader.read(BatchOptions.SIZE);
        PerNode<Duration> delay = reader.read(BatchOptions.DELAY);
        PerNode<Long> bytes = reader.read(BatchOptions.BYTES);
        if (delay == null || bytes == null) {
            return null;
        }
        if (calls != null && size != null) {
            shorterThanACall(reader, delay, calls.timeout());
        }
        return new Batches(size == null ? PerNode.none() : size, delay, bytes);
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
                                "LEAT_BATCH_MAX_DELAY%s is %dms and LEAT_CALL_TIMEOUT is %dms (expected: at most the timeout of a call)"
                                        .formatted(where, wait.toMillis(), timeout.toMillis()));
                    }
                });
    }
}
