package io.leat.job;

import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What the clients count, as metrics of the inference operator. */
final class CallMetrics {

    private final LongAdder retries = new LongAdder();
    private final LongAdder illegalHeaders = new LongAdder();

    CallMetrics(MetricGroup metrics) {
        metrics.gauge("callRetries", (Gauge<Long>) retries::sum);
        metrics.gauge("illegalHeaders", (Gauge<Long>) illegalHeaders::sum);
    }

    /** Calls repeated. */
    LongAdder retries() {
        return retries;
    }

    /** Record headers left off a call because the transport cannot carry them. */
    LongAdder illegalHeaders() {
        return illegalHeaders;
    }
}
