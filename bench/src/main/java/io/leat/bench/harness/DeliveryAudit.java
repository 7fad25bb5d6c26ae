// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import io.leat.bench.harness.Workload.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What came out, against what must. Used by one thread. */
public final class DeliveryAudit {

    private static final int SHOWN = 5;
    private static final String TRACE = "traceparent";
    private static final String HEADERS_OMITTED = "leat-error-headers-omitted";
    private static final Pattern OWN =
            Pattern.compile(
                    "(?i)content-type|content-encoding|inference-header-content-length|seldon-puid|proto-name|leat-error-.*");

    private final Workload load;
    private final String input;
    private final String deadLetters;
    private final boolean traced;
    private final Map<Long, Integer> times = new HashMap<>();
    private final Map<Lane, Long> last = new HashMap<>();
    private final Map<String, Integer> letters = new TreeMap<>();
    private final Map<String, Integer> predictors = new TreeMap<>();
    private final List<String> remarks = new ArrayList<>();
    private int outputs;
    private int duplicated;
    private int wrong;
    private int disordered;

    /** Records of one input partition within one output partition: the order that is promised. */
    private record Lane(TopicPartition output, int input) {}

    public DeliveryAudit(Workload load, String input, String deadLetters) {
        this(load, input, deadLetters, false);
    }

    /**
     * Begins with nothing.
     *
     * @param traced whether what comes out must go on in its record's trace with a span of its own,
     *     rather than bear the record's own context
     */
    public DeliveryAudit(Workload load, String input, String deadLetters, boolean traced) {
        this.traced = traced;
        this.load = load;
        this.input = input;
        this.deadLetters = deadLetters;
    }

    /** How many different records have come out. */
    public int different() {
        return times.size();
    }

    public void add(ConsumerRecord<byte[], byte[]> record) {
        long number = number(record);
        predictors.merge(text(record.headers(), "leat-predictor"), 1, Integer::sum);
        boolean again = times.merge(number, 1, Integer::sum) > 1;
        if (again) {
            duplicated++;
            remark(
                    "%s came out again at %s-%d@%d"
                            .formatted(
                                    name(number),
                                    record.topic(),
                                    record.partition(),
                                    record.offset()));
        }
        if (record.topic().equals(deadLetters)) {
            addLetter(record, number);
        } else {
            addPrediction(record, number);
        }
        Lane lane =
                new Lane(
                        new TopicPartition(record.topic(), record.partition()),
                        (int) (number % load.partitions()));
        Long before = last.put(lane, number);
        if (!again && before != null && before > number) {
            disordered++;
            remark("%s came out after %d".formatted(name(number), before));
        }
    }

    /**
     * A dead letter that had to leave its headers behind says where its record is; there is one
     * sender, and so nothing else on the input than the numbers in turn.
     */
    private long number(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        if (headers.lastHeader(HEADERS_OMITTED) == null) {
            return Workload.number(headers);
        }
        long offset = Long.parseLong(text(headers, "leat-error-source-offset"));
        int partition = Integer.parseInt(text(headers, "leat-error-source-partition"));
        return offset * load.partitions() + partition;
    }

    private static String text(Headers headers, String name) {
        return String.valueOf(Workload.text(headers, name));
    }

    private void addPrediction(ConsumerRecord<byte[], byte[]> record, long number) {
        outputs++;
        var request = load.request(input, number);
        boolean right =
                load.expected(number) instanceof Outcome.Answer answer
                        && record.value() != null
                        && answer.value().equals(ByteBuffer.wrap(record.value()))
                        && Arrays.equals(record.key(), request.key())
                        && keeps(record.headers(), request.headers())
                        && record.headers().lastHeader("Seldon-Puid") != null;
        if (!right) {
            wrong++;
            remark("%s: a prediction that is not as expected".formatted(name(number)));
        }
    }

    private void addLetter(ConsumerRecord<byte[], byte[]> record, long number) {
        String code = String.valueOf(Workload.text(record.headers(), "leat-error-code"));
        letters.merge(code, 1, Integer::sum);
        var request = load.request(input, number);
        Headers headers = record.headers();
        boolean whole =
                headers.lastHeader("leat-error-value-omitted") != null
                        || Arrays.equals(record.value(), request.value());
        boolean right =
                load.expected(number) instanceof Outcome.Letter letter
                        && letter.permits(code)
                        && whole
                        && (headers.lastHeader("leat-error-key-omitted") != null
                                || Arrays.equals(record.key(), request.key()))
                        && keeps(headers, request.headers())
                        && Integer.toString((int) (number % load.partitions()))
                                .equals(Workload.text(headers, "leat-error-source-partition"));
        if (!right) {
            wrong++;
            remark(
                    "%s: a dead letter %s (%s) that is not as expected"
                            .formatted(
                                    name(number),
                                    code,
                                    Workload.text(headers, "leat-error-message")));
        }
    }

    /**
     * Whether every header of the request is there, in its order, but those that are about its body
     * or that Leat states itself; others may stand between them.
     */
    private boolean keeps(Headers found, Headers sent) {
        if (found.lastHeader(HEADERS_OMITTED) != null) {
            return true;
        }
        List<Header> wanted = new ArrayList<>();
        sent.forEach(wanted::add);
        wanted.removeIf(header -> OWN.matcher(header.key()).matches());
        if (traced) {
            wanted.removeIf(header -> header.key().equals(TRACE));
            if (!goesOn(found, sent)) {
                return false;
            }
        }
        int next = 0;
        for (Header header : found) {
            if (next < wanted.size() && header.equals(wanted.get(next))) {
                next++;
            }
        }
        return next == wanted.size();
    }

    /** Whether there is one context, of the same trace and of another span. */
    private static boolean goesOn(Headers found, Headers sent) {
        List<Header> contexts = new ArrayList<>();
        found.headers(TRACE).forEach(contexts::add);
        if (contexts.size() != 1) {
            return false;
        }
        String[] own = text(found, TRACE).split("-", -1);
        String[] parent = text(sent, TRACE).split("-", -1);
        return own.length == 4
                && parent.length == 4
                && own[1].equals(parent[1])
                && !own[2].equals(parent[2]);
    }

    private String name(long number) {
        return "record %d (%s)".formatted(number, load.kind(number));
    }

    private void remark(String text) {
        if (remarks.size() < SHOWN) {
            remarks.add(text);
        }
    }

    /** How many results are of each predictor, dead letters among them. */
    public Map<String, Integer> predictors() {
        return Map.copyOf(predictors);
    }

    /** The first of what is not as it must be. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    public Tally tally(long sent) {
        long lost = 0;
        for (long number = 0; number < sent; number++) {
            if (!times.containsKey(number)) {
                lost++;
                remark("%s did not come out".formatted(name(number)));
            }
        }
        int strange = (int) times.keySet().stream().filter(n -> n < 0 || n >= sent).count();
        return new Tally(
                sent, outputs, Map.copyOf(letters), lost, duplicated, wrong + strange, disordered);
    }

    /**
     * The sum.
     *
     * @param letters dead letters by error code
     * @param wrong with a value, key, header, code or place that is not the record's
     */
    public record Tally(
            long records,
            int outputs,
            Map<String, Integer> letters,
            long lost,
            int duplicated,
            int wrong,
            int disordered) {

        public int deadLetters() {
            return letters.values().stream().mapToInt(n -> n).sum();
        }
    }
}
