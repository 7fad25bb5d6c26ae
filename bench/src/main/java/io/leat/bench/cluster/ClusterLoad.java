// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.cluster;

import io.leat.bench.faults.model.SeldonMessages;
import io.leat.bench.faults.poison.Poisons;
import io.leat.bench.faults.scenario.FaultWorkload;
import io.leat.bench.harness.DeliveryAudit;
import io.leat.bench.harness.OutputWatcher;
import io.leat.bench.harness.WorkloadSender;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * {@code ClusterLoad BROKER INPUT OUTPUT rest|grpc COUNT PER_SECOND PATIENCE}: makes the topics,
 * sends numbered records and audits what comes out of them, each once, in order and as it must be.
 * Every fortieth is refused by the model and must come out as a dead letter. The first few are sent
 * alone and the others once these have come out, so that no records gather while a job starts.
 *
 * <p>Prints {@code topics made}, a line {@code sent N, out M} each second, and at the end what the
 * audit says; ends well if nothing is lost, doubled, wrong or out of order. It gives up when
 * nothing has come out for PATIENCE seconds.
 */
public final class ClusterLoad {

    private static final int PARTITIONS = 4;
    private static final int EVERY = 40;
    private static final int FIRST = 300;

    /** Several checkpoints: what was written twice is visible by then. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);

    private ClusterLoad() {}

    public static void main(String[] args) throws Exception {
        String broker = args[0];
        String input = args[1];
        String output = args[2];
        SeldonMessages speech = SeldonMessages.valueOf(args[3].toUpperCase(Locale.ROOT));
        long count = Long.parseLong(args[4]);
        int perSecond = Integer.parseInt(args[5]);
        Duration patience = Duration.ofSeconds(Long.parseLong(args[6]));
        String deadLetters = output + "-dead-letter";
        createTopics(broker, input, output, deadLetters);
        System.out.println("topics made");

        FaultWorkload load =
                new FaultWorkload(
                        speech, PARTITIONS, 0, EVERY, Poisons.named(speech, List.of("refused")));
        DeliveryAudit audit = new DeliveryAudit(load, input, deadLetters);
        try (OutputWatcher watcher =
                        new OutputWatcher(broker, audit, PARTITIONS, output, deadLetters);
                WorkloadSender sender = new WorkloadSender(broker, input, load, count, perSecond)) {
            if (count > FIRST) {
                sendFirst(sender, watcher, patience);
            }
            await(sender, watcher, count, patience);
            sender.finish();
            Thread.sleep(AFTERWARDS.toMillis());
        }
        DeliveryAudit.Tally tally = audit.tally(count);
        audit.remarks().forEach(System.out::println);
        System.out.println(line(tally));
        boolean right =
                tally.records() > 0
                        && tally.lost() == 0
                        && tally.duplicated() == 0
                        && tally.wrong() == 0
                        && tally.disordered() == 0;
        System.exit(right ? 0 : 1);
    }

    static String line(DeliveryAudit.Tally tally) {
        return "%d records, %d predictions, %d dead letters: %d lost, %d duplicated, %d wrong, %d out of order"
                .formatted(
                        tally.records(),
                        tally.outputs(),
                        tally.deadLetters(),
                        tally.lost(),
                        tally.duplicated(),
                        tally.wrong(),
                        tally.disordered());
    }

    private static void createTopics(String broker, String... topics)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.createTopics(
                            Stream.of(topics)
                                    .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                                    .toList())
                    .all()
                    .get();
        }
    }

    private static void sendFirst(WorkloadSender sender, OutputWatcher watcher, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (sender.sent() < FIRST && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        sender.pause();
        await(sender, watcher, sender.sent(), patience);
        sender.resume();
    }

    /** Until so many have come out, or no more for so long, which the audit then tells. */
    private static void await(
            WorkloadSender sender, OutputWatcher watcher, long count, Duration patience)
            throws InterruptedException {
        int before = -1;
        long since = System.nanoTime();
        while (watcher.different() < count && System.nanoTime() - since < patience.toNanos()) {
            int now = watcher.different();
            if (now > before) {
                before = now;
                since = System.nanoTime();
            }
            System.out.printf("sent %d, out %d%n", sender.sent(), now);
            Thread.sleep(1000);
        }
    }
}
