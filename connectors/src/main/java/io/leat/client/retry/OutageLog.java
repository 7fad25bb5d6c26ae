package io.leat.client.retry;

import io.leat.protocol.CallFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a node cannot be reached, once when it begins, again now and then while it lasts or
 * when the reason has become another, and once when it is over, however many calls wait for it.
 * Thread-safe.
 */
public final class OutageLog {

    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);
    private static final long REPEAT_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long CHANGE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Map<String, Outage> outages = new ConcurrentHashMap<>();
    private final Map<String, String> where;
    private final LongSupplier nanoTime;

    private record Outage(long since, long lastSaid, String reason) {

        boolean isSaid(long now, String found) {
            return now - lastSaid < (found.equals(reason) ? REPEAT_NANOS : CHANGE_NANOS);
        }
    }

    /**
     * A log of its own for one client.
     *
     * @param where the address of each node, for the message
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    public OutageLog(Map<String, String> where, LongSupplier nanoTime) {
        this.where = Map.copyOf(where);
        this.nanoTime = nanoTime;
    }

    void failed(CallFailure failure) {
        if (failure.node() != null) {
            outages.compute(failure.node(), (node, known) -> say(node, known, failure));
        }
    }

    private Outage say(String node, @Nullable Outage known, CallFailure failure) {
        long now = nanoTime.getAsLong();
        if (known != null && known.isSaid(now, failure.message())) {
            return known;
        }
        Outage outage = new Outage(known == null ? now : known.since(), now, failure.message());
        LOG.warn(
                "node={} endpoint={} unavailableSeconds={} reason=\"{}\": records wait, the source"
                        + " pauses, nothing is lost",
                node,
                where.get(node),
                Duration.ofNanos(now - outage.since()).toSeconds(),
                failure.message());
        return outage;
    }

    void reached(String node) {
        // Looked up first: on the way of every good answer nothing is locked.
        if (!outages.isEmpty() && outages.remove(node) != null) {
            LOG.info("node={} endpoint={} answers again", node, where.get(node));
        }
    }
}
