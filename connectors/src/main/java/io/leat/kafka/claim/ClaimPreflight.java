// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import io.leat.kafka.admin.AdminClients;
import io.leat.kafka.admin.BrokerErrors;
import io.leat.kafka.admin.PreflightException;
import io.leat.kafka.claim.ClaimIdentity.Relation;
import io.leat.kafka.claim.ClaimWatch.Liveness;
import io.leat.kafka.claim.GroupClaim.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a start while another job runs the same deployment, before anything of the new job can
 * touch the transactions of the other.
 */
public final class ClaimPreflight {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimPreflight.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration BRIEF_TIMEOUT = Duration.ofSeconds(4);

    /** Until then most starts have gone on, or been refused. */
    private static final Duration PLAIN = ClaimWatch.RENEWAL.plusSeconds(2);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    /** How long the job taken over from may take to finish a checkpoint and stop. */
    private static final Duration HAND_OVER = Duration.ofMinutes(2);

    private final GroupOffsets offsets;
    private final StartRequest request;
    private final Consumer<String> say;
    private final LongSupplier nanos;
    private final Pause pause;
    private final long start;
    private boolean said;

    /**
     * What is asked for.
     *
     * @param group of the deployment
     * @param topic its input, in whose offsets the claim stands
     * @param self the job that starts
     * @param takeOver whether a job that holds the group shall stop
     */
    public record StartRequest(String group, String topic, ClaimIdentity self, boolean takeOver) {

        TopicPartition home() {
            return new TopicPartition(topic, 0);
        }
    }

    /** Waits before the next look. */
    @FunctionalInterface
    interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    ClaimPreflight(
            GroupOffsets offsets,
            StartRequest request,
            Consumer<String> say,
            LongSupplier nanos,
            Pause pause) {
        this.offsets = offsets;
        this.request = request;
        this.say = say;
        this.nanos = nanos;
        this.pause = pause;
        this.start = nanos.getAsLong();
    }

    /**
     * Returns when the deployment's group is free. Waits where that is not certain: up to half a
     * minute for the claim of a job that was killed, and up to two minutes for one that shall stop.
     *
     * @param client bootstrap servers and security
     * @param say told once, in a sentence, what is waited for
     * @throws PreflightException if another job holds the group, or the brokers do not answer
     */
    public static void check(Properties client, StartRequest request, Consumer<String> say)
            throws PreflightException {
        try (GroupOffsets offsets = open(client, request.group(), TIMEOUT)) {
            new ClaimPreflight(
                            offsets,
                            request,
                            say,
                            System::nanoTime,
                            time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()))
                    .check();
        } catch (KafkaException e) {
            throw new PreflightException(
                    List.of(BrokerErrors.explain(e, client, TIMEOUT.toSeconds())));
        }
    }

    /**
     * Frees the claim of a job that has certainly ended. Where the brokers do not answer within a
     * few seconds it is left to lapse.
     *
     * @param client bootstrap servers and security
     */
    public static void free(Properties client, String group, String topic, String owner) {
        try (GroupOffsets offsets = open(client, group, BRIEF_TIMEOUT)) {
            Map<TopicPartition, OffsetAndMetadata> committed = offsets.committed();
            ClaimKeeper.claim(committed)
                    .filter(claim -> claim.owner().equals(owner) && !claim.isFree())
                    .ifPresent(
                            claim ->
                                    ClaimKeeper.write(
                                            offsets,
                                            new TopicPartition(topic, 0),
                                            committed,
                                            claim.as(State.FREE)));
        } catch (KafkaException e) {
            LOG.debug(
                    "The claim on group {} was not released and expires by itself: {}",
                    group,
                    e.toString());
        }
    }

    private static GroupOffsets open(Properties client, String group, Duration patience) {
        return KafkaGroupOffsets.openOnce(AdminClients.answeredWithin(client, patience), group);
    }

    void check() throws PreflightException {
        ClaimWatch watch = watch();
        while (true) {
            Map<TopicPartition, OffsetAndMetadata> committed = offsets.committed();
            Optional<GroupClaim> stored = ClaimKeeper.claim(committed);
            if (stored.filter(this::isRecoveredHere).isPresent()) {
                return;
            }
            Liveness found = watch.look(stored);
            if (found == Liveness.FREE) {
                stored.ifPresent(claim -> free(committed, claim));
                return;
            }
            GroupClaim claim = stored.orElseThrow();
            boolean takes = request.takeOver() && request.self().to(claim) != Relation.SAME;
            if (found == Liveness.HELD && (!takes || hasTaken(HAND_OVER))) {
                throw new PreflightException(
                        List.of(GroupHeldException.refusal(request.group(), claim)));
            }
            if (takes && claim.wanted() == null) {
                ClaimKeeper.write(
                        offsets, request.home(), committed, claim.wantedBy(LocalHostName.local()));
            }
            say(claim, takes);
            pause();
        }
    }

    /**
     * Whether it is this very job that renews the claim: where a JobManager of an application
     * cluster is replaced, Flink has recovered the job by the time it runs the program again, and
     * joins the two by their id. That job watches for others itself.
     */
    private boolean isRecoveredHere(GroupClaim claim) {
        return request.self().to(claim) == Relation.SAME
                && claim.host().equals(LocalHostName.local());
    }

    /** Who takes over does not ask whether the other may be about to come back. */
    private ClaimWatch watch() {
        Duration lease = request.takeOver() ? ClaimWatch.BRIEF : ClaimWatch.LEASE;
        return new ClaimWatch(request.self(), lease, nanos);
    }

    private boolean hasTaken(Duration time) {
        return nanos.getAsLong() - start > time.toNanos();
    }

    /** So that the job, when it starts, needs not watch again. Its own claim it takes up itself. */
    private void free(Map<TopicPartition, OffsetAndMetadata> committed, GroupClaim lapsed) {
        Relation relation = request.self().to(lapsed);
        boolean own = relation == Relation.SAME || relation == Relation.ENDED;
        if (!lapsed.isFree() && !own) {
            ClaimKeeper.write(offsets, request.home(), committed, lapsed.as(State.FREE));
        }
    }

    private void say(GroupClaim claim, boolean takes) {
        if (!said && (takes || hasTaken(PLAIN))) {
            said = true;
            say.accept(
                    takes
                            ? "waiting for the job on host %s to stop, which holds group \"%s\" since %s"
                                    .formatted(claim.host(), request.group(), claim.since())
                            : "waiting up to %d s to see whether the job on host %s still runs, which holds group \"%s\" since %s"
                                    .formatted(
                                            ClaimWatch.LEASE.toSeconds(),
                                            claim.host(),
                                            request.group(),
                                            claim.since()));
        }
    }

    private void pause() {
        try {
            pause.pause(POLL_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
