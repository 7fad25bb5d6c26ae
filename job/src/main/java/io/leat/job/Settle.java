package io.leat.job;

import io.leat.kafka.InFlightGate;
import io.leat.kafka.InFlightGates;
import io.leat.kafka.InferenceResult;
import io.leat.protocol.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Stands between the inference and the sink: counts what passes and gives its place in flight back.
 * Here and not at the answer, because an answer that waits for an earlier one still takes memory.
 */
final class Settle extends RichMapFunction<InferenceResult, InferenceResult> {

    private static final long serialVersionUID = 1L;

    private transient InFlightGate gate;
    private transient Counter predictions;
    private transient Counter deadLetters;
    private transient Map<String, Counter> deadLettersByCode;

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        gate = InFlightGates.of(metrics);
        predictions = metrics.counter(JobMetric.PREDICTIONS.key());
        deadLetters = metrics.counter(JobMetric.DEAD_LETTERS.key());
        deadLettersByCode = new HashMap<>();
        for (ErrorCode code : ErrorCode.values()) {
            deadLettersByCode.put(
                    code.wire(),
                    metrics.addGroup("code", code.wire())
                            .counter(JobMetric.DEAD_LETTERS_BY_CODE.key()));
        }
    }

    @Override
    public InferenceResult map(InferenceResult result) {
        gate.leave(result);
        if (result.deadLetter) {
            deadLetters.inc();
            Objects.requireNonNull(deadLettersByCode.get(result.errorCode)).inc();
        } else {
            predictions.inc();
        }
        return result;
    }
}
