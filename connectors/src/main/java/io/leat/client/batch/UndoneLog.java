package io.leat.client.batch;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says now and then that a model does not answer row by row. Thread-safe. */
final class UndoneLog {

    private static final Logger LOG = LoggerFactory.getLogger(UndoneLog.class);
    private static final long REPEAT_NANOS = Duration.ofMinutes(5).toNanos();

    private final Map<String, Long> said = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    UndoneLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void unsplit(String node, int records, String found) {
        long now = nanoTime.getAsLong();
        Long before = said.get(node);
        if ((before == null || now - before > REPEAT_NANOS)
                && Objects.equals(said.put(node, now), before)) {
            LOG.warn(
                    "node={} records={} reason=\"{}\": each record of the batch is sent again alone;"
                            + " a model that does not answer row by row is better off without"
                            + " batches",
                    node,
                    records,
                    found);
        }
    }
}
