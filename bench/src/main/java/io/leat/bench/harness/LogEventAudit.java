// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import static java.util.Locale.ROOT;

import io.leat.bench.harness.Workload.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a request log holds, against what it must: of each record that was answered the request and
 * the response of its one model, of each that the model refused the request, and no event twice.
 * Used by one thread.
 */
public final class LogEventAudit {

    private static final int SHOWN = 5;

    private final Workload load;
    private final String input;
    private final Pattern id;
    private final Map<Event, Integer> times = new HashMap<>();
    private final Map<Long, String> puids = new HashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private int duplicated;
    private int wrong;

    private enum Kind {
        REQUEST,
        RESPONSE
    }

    private record Event(long number, Kind kind) {}

    /**
     * Begins with an empty log.
     *
     * @param load of whose records none may fail before the model is asked
     * @param input the topic that the events' ids name
     * @param node the one that has a logger
     */
    public LogEventAudit(Workload load, String input, String node) {
        this.load = load;
        this.input = input;
        this.id =
                Pattern.compile(
                        "%s-(\\d+)-(\\d+)/%s/predict/(request|response)"
                                .formatted(Pattern.quote(input), Pattern.quote(node)));
    }

    /** How many different events there are. */
    public int different() {
        return times.size();
    }

    public void add(ConsumerRecord<byte[], byte[]> record) {
        String found = String.valueOf(Workload.text(record.headers(), "ce_id"));
        Matcher words = id.matcher(found);
        if (!words.matches()) {
            wrong++;
            remark("an event %s (expected: %s)".formatted(found, id));
            return;
        }
        Event event = new Event(number(words), Kind.valueOf(words.group(3).toUpperCase(ROOT)));
        if (times.merge(event, 1, Integer::sum) > 1) {
            duplicated++;
            remark(
                    "%s is there again at %s-%d@%d"
                            .formatted(found, record.topic(), record.partition(), record.offset()));
        }
        if (!isRight(event, record)) {
            wrong++;
            remark(found + " is not as expected");
        }
    }

    /** There is one sender, and so nothing else on the input than the numbers in turn. */
    private long number(Matcher id) {
        return Long.parseLong(id.group(2)) * load.partitions() + Long.parseLong(id.group(1));
    }

    private boolean isRight(Event event, ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        String type = "io.seldon.serving.inference." + event.kind().name().toLowerCase(ROOT);
        String puid = String.valueOf(Workload.text(headers, "requestid"));
        return type.equals(Workload.text(headers, "type"))
                && type.equals(Workload.text(headers, "ce_type"))
                && Arrays.equals(record.key(), load.request(input, event.number()).key())
                && record.value() != null
                && ByteBuffer.wrap(record.value()).equals(body(event))
                && puids.computeIfAbsent(event.number(), n -> puid).equals(puid);
    }

    /** What the event is about; null where there must be no such event. */
    private @Nullable ByteBuffer body(Event event) {
        return switch (event.kind()) {
            case REQUEST -> ByteBuffer.wrap(load.request(input, event.number()).value());
            case RESPONSE ->
                    load.expected(event.number()) instanceof Outcome.Answer answer
                            ? answer.value()
                            : null;
        };
    }

    private void remark(String text) {
        if (remarks.size() < SHOWN) {
            remarks.add(text);
        }
    }

    /** The first of what is not as it must be. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /**
     * The sum.
     *
     * @param sent records
     */
    public Tally tally(long sent) {
        long missing = 0;
        for (long number = 0; number < sent; number++) {
            missing += missing(new Event(number, Kind.REQUEST));
            if (load.expected(number) instanceof Outcome.Answer) {
                missing += missing(new Event(number, Kind.RESPONSE));
            }
        }
        int strange = (int) times.keySet().stream().filter(e -> e.number() >= sent).count();
        return new Tally(times.size(), missing, duplicated, wrong + strange);
    }

    private long missing(Event event) {
        if (times.containsKey(event)) {
            return 0;
        }
        remark("no %s of record %d".formatted(event.kind(), event.number()));
        return 1;
    }

    /**
     * What was counted.
     *
     * @param events different ones
     * @param wrong with another key, body, type or puid than the record's, or of no record
     */
    public record Tally(int events, long missing, int duplicated, int wrong) {

        @Override
        public String toString() {
            return "%d events of the request log: %d missing, %d duplicated, %d wrong"
                    .formatted(events, missing, duplicated, wrong);
        }

        /** Whether each is there once. */
        public boolean isWhole() {
            return missing == 0 && duplicated == 0 && wrong == 0;
        }
    }
}
