// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import io.leat.deadletter.CommittedReader;
import io.leat.deadletter.DeadLetter;
import io.leat.deadletter.DeadLetterException;
import io.leat.deadletter.RedriveLog;
import io.leat.deadletter.TopicLook;
import io.leat.deadletter.redrive.RedriveSelector.Choice;
import io.leat.deadletter.redrive.RedriveSelector.Chosen;
import io.leat.kafka.admin.AdminClients;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters back, each once. Every run reads the dead-letter topic from its beginning and
 * passes over those the {@link RedriveLog} names; what a run does not send is there for the next.
 *
 * <p>The order of its start is what makes it exact: first the {@link RedriveSender} ends whatever a
 * run before it has open, committed or not; only then is the log read, which therefore can grow no
 * more by another's hand.
 */
public final class Redrive {

    private static final Logger LOG = LoggerFactory.getLogger(Redrive.class);

    /** Receives progress; called by the thread that runs it. */
    public interface Progress {

        /** These are committed; or, in a dry run, would be sent. */
        void sent(List<Sent> sent, RedriveReport sofar);
    }

    /** A dead letter and the topic it goes to. */
    public record Sent(DeadLetter letter, String target) {}

    private final RedrivePlan plan;
    private final Progress progress;
    private final InstantSource clock;
    private final RedriveReport report = new RedriveReport();
    private volatile boolean stopping;
    private volatile @Nullable CommittedReader reader;

    public Redrive(RedrivePlan plan, Progress progress, InstantSource clock) {
        this.plan = plan;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * Runs to the end of the topic, to the plan's limit, or until it is stopped.
     *
     * @throws DeadLetterException if it cannot go on; what it has reported as sent is sent
     */
    public RedriveReport run() throws DeadLetterException {
        Admin admin = AdminClients.create(plan.client());
        try {
            run(new TopicLook(admin));
        } catch (KafkaException e) {
            if (!stopping) {
                throw e;
            }
            LOG.debug("ended in the middle, as was asked for", e);
        } finally {
            admin.close(CommittedReader.CLOSING);
        }
        return report;
    }

    private void run(TopicLook look) throws DeadLetterException {
        Properties client = plan.client();
        TopicDescription from = look.require(plan.from(), AclOperation.READ);
        RedriveTarget.Cache targets = new RedriveTarget.Cache(look);
        String to = plan.to();
        if (to != null && targets.find(to) == null) {
            throw new DeadLetterException(
                    "--to: topic %1$s does not exist (expected: an existing topic; create it with kafka-topics.sh --create --topic %1$s, or correct the name)"
                            .formatted(to));
        }
        String logTopic = RedriveLog.topic(plan.from());
        boolean hasLog = true;
        if (plan.dryRun()) {
            hasLog = look.find(logTopic, AclOperation.READ) != null;
        } else {
            look.requireLog(logTopic, from);
        }
        try (RedriveSender sender =
                        plan.dryRun() ? null : new RedriveSender(client, plan.from(), clock);
                CommittedReader letters = new CommittedReader(client, plan.from());
                SourceRecords sources = new SourceRecords(look, client)) {
            RedriveLog redriveLog =
                    hasLog
                            ? RedriveLog.load(
                                    client, logTopic, from.topicId(), letters.beginnings())
                            : RedriveLog.empty(logTopic, from.topicId());
            RedriveSelector selector =
                    new RedriveSelector(plan, redriveLog, targets, sources, clock);
            reader = letters;
            read(letters, selector, sender, redriveLog);
        }
    }

    private void read(
            CommittedReader letters,
            RedriveSelector selector,
            @Nullable RedriveSender sender,
            RedriveLog redriveLog)
            throws DeadLetterException {
        Map<TopicPartition, Long> beginnings = letters.beginnings();
        while (!stopping
                && !letters.isStopped()
                && report.redriven() < plan.limit()
                && !(plan.untilEnd() && letters.isAtEnd())) {
            List<Chosen> chosen = choose(letters.poll(), letters, selector);
            if (chosen.isEmpty()) {
                continue;
            }
            if (sender == null) {
                tell(chosen);
            } else {
                sender.send(chosen, redriveLog, beginnings, this::tell, () -> stopping);
            }
        }
    }

    private void tell(List<Chosen> done) {
        List<Sent> sent = new ArrayList<>();
        for (Chosen choice : done) {
            report.sent(choice.position(), choice.sent().topic());
            sent.add(new Sent(choice.letter(), choice.sent().topic()));
        }
        progress.sent(sent, report);
    }

    private List<Chosen> choose(
            List<ConsumerRecord<byte[], byte[]>> records,
            CommittedReader letters,
            RedriveSelector selector)
            throws DeadLetterException {
        List<Chosen> chosen = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (report.redriven() + chosen.size() == plan.limit()) {
                break;
            }
            if (plan.untilEnd() && !letters.wasThere(record)) {
                continue;
            }
            Choice choice = selector.choose(record);
            if (choice instanceof Chosen one) {
                chosen.add(one);
            } else {
                report.count(choice.outcome(), choice.position());
            }
        }
        return chosen;
    }

    /** What was sent so far; to be read when {@link #run} has ended. */
    public RedriveReport report() {
        return report;
    }

    /**
     * Ends {@link #run} soon, with what it is just sending; from another thread. To interrupt its
     * thread after that ends it without: what is then being sent is aborted, and sent by the next.
     */
    public void stop() {
        stopping = true;
        CommittedReader open = reader;
        if (open != null) {
            open.stop();
        }
    }
}
