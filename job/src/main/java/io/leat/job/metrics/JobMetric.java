// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.metrics;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;

/**
 * Every metric of Leat's own, with its name, which dashboards rely on. The documentation's table is
 * made from this list.
 */
public enum JobMetric {
    RECORDS_IN_FLIGHT(
            Place.REQUESTS, "recordsInFlight", "records", "Read, and not yet handed to the sink."),
    BYTES_IN_FLIGHT(Place.REQUESTS, "bytesInFlight", "bytes", "The same in keys, values, headers."),
    PARTITIONS_READ_UNTIL_END(
            Place.REQUESTS,
            "partitionsReadUntilEnd",
            "partitions",
            "Those that have been read as far as a bounded run reads."),
    CLAIM_HELD(
            Place.ENUMERATOR,
            "claimHeld",
            "0 or 1",
            "1 while the job holds the claim on its consumer group, which one job of a deployment"
                    + " does; 0 before, and once another job has it, when this one stops."),
    RECORDS_LAG(
            Place.PARTITION,
            "recordsLag",
            "offsets",
            "From the oldest unanswered record that the group has committed to the end of the"
                    + " partition, as the brokers have said within the last seconds: the records"
                    + " that wait, and 0 when everything is answered; -1 while it is not known."),
    FEEDBACK_LAG(
            Place.PARTITION,
            "feedbackLag",
            "offsets",
            "The same of the feedback topic, where there is one."),
    RECORDS_SKIPPED(
            Place.REQUESTS,
            "recordsSkipped",
            "offsets, in all",
            "Passed over with `--on-missing-records continue`, as their records were deleted before"
                    + " they were read."),
    RECORDS_PASSED_OVER(
            Place.SAMPLE,
            "recordsPassedOver",
            "records, in all",
            "Read by a shadow and left to others, as its `traffic` says."),
    TRAFFIC_PERCENT(
            Place.PREDICTOR,
            "trafficPercent",
            "percent",
            "The weight in force of one of several predictors, which may change while the job"
                    + " runs."),
    FEEDBACK_RECEIVED(
            Place.INFERENCE,
            "feedbackReceived",
            "records, in all",
            "Those of the feedback topic, where there is one, that have been begun."),
    ILLEGAL_HEADERS(
            Place.INFERENCE,
            "illegalHeaders",
            "headers, in all",
            "Record headers left off a call because its transport cannot carry them."),
    SPANS_EXPORTED(
            Place.INFERENCE,
            "spansExported",
            "spans, in all",
            "Those that the receiver of traces has taken, where traces are made. Each TaskManager"
                    + " counts them in one of its subtasks, and 0 in the others."),
    SPANS_DROPPED(
            Place.INFERENCE,
            "spansDropped",
            "spans, in all",
            "The same that were given up: too many waited, or the receiver was away or refused"
                    + " them."),
    REQUEST_LOG_EVENTS_DROPPED(
            Place.INFERENCE,
            "requestLogEventsDropped",
            "events, in all",
            "Events of a request log that were not delivered to their URL: its server refused them,"
                    + " or, with `--log-on-outage drop`, did not take them within two seconds."),
    CALLS_UNDER_WAY(Place.NODE, "callsUnderWay", "calls", "Calls made and not yet ended."),
    CALLS_WAITING(
            Place.NODE,
            "callsWaiting",
            "calls",
            "Calls that wait for the limit, for a pause the endpoint asked for, or for the"
                    + " breaker."),
    CALL_LIMIT(Place.NODE, "callLimit", "calls", "How many may be under way, as it is now."),
    BREAKER_STATE(
            Place.NODE,
            "breakerState",
            "0, 1, 2",
            "0: closed, calls pass; 1: one record looks whether the endpoint is back; 2: open, the"
                    + " endpoint is down and records wait."),
    BREAKER_OPENED(
            Place.NODE,
            "breakerOpened",
            "times, in all",
            "How often the endpoint was found down, looks in vain included."),
    UNAVAILABLE_SINCE(
            Place.NODE,
            "unavailableSince",
            "milliseconds since 1970",
            "When the endpoint began to answer no call; 0 while it answers."),
    UNAVAILABLE_REASON(
            Place.NODE,
            "unavailableReason",
            "text",
            "Why its last call failed; empty while it answers. Reporters that take only numbers"
                    + " leave it out."),
    CALL_RETRIES(Place.NODE, "callRetries", "calls, in all", "Calls that were repeated."),
    CALL_FAILURES(
            Place.FAULT,
            "callFailures",
            "calls, in all",
            "Calls that failed, by the kind of failure (docs/failures.md)."),
    CALLS_PER_SECOND(
            Place.NODE, "callsPerSecond", "calls a second", "Calls ended, over the last minute."),
    CALL_SECONDS_BUCKET(
            Place.BOUND,
            "callSecondsBucket",
            "calls, in all",
            "Calls that took at most so many seconds, `+Inf` for all: a cumulative histogram."),
    CALL_SECONDS_SUM(
            Place.NODE, "callSecondsSum", "seconds, in all", "How long all calls took together."),
    CALL_SECONDS_COUNT(
            Place.NODE, "callSecondsCount", "calls, in all", "Calls ended, answered or not."),
    BATCH_SIZE_BUCKET(
            Place.BOUND,
            "batchSizeBucket",
            "calls, in all",
            "Calls that held at most so many records, `+Inf` for all: a cumulative histogram. Of"
                    + " nodes with `--batch-max-size`, as the four below."),
    BATCH_SIZE_SUM(
            Place.NODE, "batchSizeSum", "records, in all", "Records in these calls together."),
    BATCH_SIZE_COUNT(
            Place.NODE,
            "batchSizeCount",
            "calls, in all",
            "These calls, those of one record included; what cannot be merged is not."),
    BATCH_DELAY_SECONDS_SUM(
            Place.NODE,
            "batchDelaySecondsSum",
            "seconds, in all",
            "How long the first record of each call waited for others, together."),
    BATCHES_UNDONE(
            Place.NODE,
            "batchesUndone",
            "calls, in all",
            "Calls of several records that failed, or were answered with more or fewer rows, so"
                    + " that each record was sent again alone."),
    PREDICTIONS(Place.SETTLE, "predictions", "records, in all", "Handed to the sink as answered."),
    FEEDBACK_DELIVERED(
            Place.SETTLE,
            "feedbackDelivered",
            "records, in all",
            "Feedback that every node it is for has taken, where there is a feedback topic."),
    DEAD_LETTERS(
            Place.SETTLE, "deadLetters", "records, in all", "Handed to the sink as dead letters."),
    DEAD_LETTERS_BY_CODE(
            Place.CODE, "deadLettersByCode", "records, in all", "The same by `leat-error-code`."),
    PREDICTIONS_BY_PREDICTOR(
            Place.SETTLE_PREDICTOR,
            "predictionsByPredictor",
            "records, in all",
            "Handed to the sink as answered by one of several predictors."),
    DEAD_LETTERS_BY_PREDICTOR(
            Place.SETTLE_PREDICTOR,
            "deadLettersByPredictor",
            "records, in all",
            "Handed to the sink as dead letters of one of several predictors."),
    REQUEST_LOG_EVENTS(
            Place.SETTLE,
            "requestLogEvents",
            "events, in all",
            "Handed to the sink for the request log, where there is one."),
    OVERSIZE_PREDICTIONS(
            Place.SINK,
            "oversizePredictions",
            "records, in all",
            "Predictions that became dead letters with the code `output-too-large` in the sink, as"
                    + " the output topic does not take them."),
    RECORDS_REFUSED(
            Place.SINK,
            "recordsRefused",
            "records, in all",
            "Predictions that became dead letters with the code `output-refused` in the sink, and"
                    + " dead letters that became smaller ones, as the brokers do not take them."),
    REQUEST_LOG_EVENTS_REFUSED(
            Place.SINK,
            "requestLogEventsRefused",
            "events, in all",
            "Events of the request log that the brokers do not take: written without a body, or,"
                    + " with an error in the log, left out."),
    TRANSACTIONS_LOST(
            Place.COMMITTER,
            "transactionsLost",
            "transactions, in all",
            "Those the broker had ended before they were committed, so that their predictions are"
                    + " lost: the job was away for longer than the transaction timeout, or another"
                    + " job of the same deployment has taken their transactional id."),
    TRANSACTIONS_UNCLEAR(
            Place.COMMITTER,
            "transactionsUnclear",
            "transactions, in all",
            "Those that can no longer be committed and of which the brokers do not say whether they"
                    + " were.");

    /** Where a metric stands below its task: the operator, and the groups below that. */
    enum Place {
        REQUESTS("Source: Requests", ""),
        ENUMERATOR("Source: Requests, on the JobManager", ""),
        PARTITION("Source: Requests, on the JobManager", "partition"),
        SAMPLE("Sample", ""),
        INFERENCE("Inference", ""),
        PREDICTOR("Inference", "predictor"),
        NODE("Inference", "node"),
        FAULT("Inference", "node", "fault"),
        BOUND("Inference", "node", "le"),
        SETTLE("Settle", ""),
        SETTLE_PREDICTOR("Settle", "predictor"),
        CODE("Settle", "code"),
        SINK("Predictions and dead letters: Writer", ""),
        COMMITTER("Predictions and dead letters: Committer", "");

        private final String operator;
        private final String labels;

        Place(String operator, String... labels) {
            this.operator = operator;
            this.labels = String.join(", ", labels);
        }

        String operator() {
            return operator;
        }

        String labels() {
            return labels;
        }
    }

    private final Place place;
    private final String key;
    private final String unit;
    private final String meaning;

    JobMetric(Place place, String key, String unit, String meaning) {
        this.place = place;
        this.key = key;
        this.unit = unit;
        this.meaning = meaning;
    }

    Place place() {
        return place;
    }

    /** Its name below the groups of its place. */
    public String key() {
        return key;
    }

    String unit() {
        return unit;
    }

    String meaning() {
        return meaning;
    }

    /** Adds it to a group. */
    void register(MetricGroup group, Gauge<?> value) {
        group.gauge(key, value);
    }

    /** Adds how fast a count rises, over the last minute. */
    void registerRate(MetricGroup group, Gauge<? extends Number> count) {
        group.meter(key, new MeterView(count));
    }
}
