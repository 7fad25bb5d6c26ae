// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import io.leat.kafka.CommitMetadata;
import io.leat.kafka.claim.ClaimWatch.Liveness;
import io.leat.kafka.claim.GroupClaim.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes, renews and gives up the claim of a running job in its group's offsets. The claim stands in
 * the metadata of one partition, the first of the input topic, so that a renewal is one small
 * write; it is looked for in all. Used by one thread, the one that commits the group's offsets.
 */
public final class ClaimKeeper {

    /** How long a claim that has just been written is left to be written over by another. */
    static final Duration SETTLING = Duration.ofMillis(1_500);

    /** Between two looks at a claim that another may hold. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(ClaimKeeper.class);

    /** How far a job has come with its claim. */
    private enum Phase {
        WATCHING,
        SETTLING,
        HOLDING,
        /** Another run of the same job holds it, as this one's JobManager was replaced. */
        REPLACED
    }

    private final String group;
    private final TopicPartition home;
    private final ClaimIdentity self;
    private final ClaimWatch watch;
    private final ClaimHolder holder;
    private volatile Phase phase = Phase.WATCHING; // a metric reads it

    /**
     * Holds nothing yet.
     *
     * @param home the partition in whose metadata the claim stands
     */
    ClaimKeeper(
            String group,
            TopicPartition home,
            ClaimIdentity self,
            ClaimWatch watch,
            ClaimHolder holder) {
        this.group = group;
        this.home = home;
        this.self = self;
        this.watch = watch;
        this.holder = holder;
    }

    /** The claim of a job on its group. */
    public static ClaimKeeper of(String group, String topic, ClaimIdentity self) {
        return new ClaimKeeper(
                group,
                new TopicPartition(topic, 0),
                self,
                new ClaimWatch(self, ClaimWatch.LEASE, System::nanoTime),
                new ClaimHolder(
                        group,
                        self,
                        UUID.randomUUID().toString(),
                        LocalHostName.local(),
                        InstantSource.system()));
    }

    public boolean isHeld() {
        return phase == Phase.HOLDING;
    }

    /**
     * Makes one step on the way to the claim.
     *
     * @return how long to wait before the next, or nothing once it is held
     * @throws GroupHeldException if another job holds it
     */
    public Optional<Duration> acquire(GroupOffsets offsets) {
        Map<TopicPartition, OffsetAndMetadata> committed = offsets.committed();
        Optional<GroupClaim> stored = claim(committed);
        if (phase == Phase.SETTLING) {
            write(offsets, committed, holder.confirm(stored));
            phase = Phase.HOLDING;
            LOG.info("This job now holds the claim on consumer group {}.", group);
            return Optional.empty();
        }
        boolean again = stored.filter(this::isOfThisJob).isPresent();
        Liveness found = again ? Liveness.FREE : watch.look(stored);
        if (found == Liveness.HELD) {
            throw GroupHeldException.refused(group, stored.orElseThrow());
        }
        if (found == Liveness.FREE) {
            write(offsets, committed, holder.take(stored, again ? State.HELD : State.CLAIMING));
            removeOthers(offsets, committed);
            phase = again ? Phase.HOLDING : Phase.SETTLING;
            return again ? Optional.empty() : Optional.of(SETTLING);
        }
        return Optional.of(POLL_INTERVAL);
    }

    private boolean isOfThisJob(GroupClaim claim) {
        return !claim.isFree() && claim.owner().equals(self.owner());
    }

    /**
     * Renews the claim by itself.
     *
     * @throws GroupHeldException if it is another job's
     */
    public void renew(GroupOffsets offsets) {
        if (phase == Phase.HOLDING) {
            Map<TopicPartition, OffsetAndMetadata> committed = offsets.committed();
            renewed(committed).ifPresent(claim -> write(offsets, committed, claim));
        }
    }

    /**
     * Renews the claim with offsets that are about to be committed.
     *
     * @param committed what the group has committed
     * @param next what is to be committed
     * @return the same with the claim, or nothing if nothing may be committed
     * @throws GroupHeldException if it is another job's
     */
    public Map<TopicPartition, OffsetAndMetadata> renewWith(
            Map<TopicPartition, OffsetAndMetadata> committed,
            Map<TopicPartition, OffsetAndMetadata> next) {
        if (phase != Phase.HOLDING) {
            return Map.of();
        }
        Optional<GroupClaim> claim = renewed(committed);
        if (claim.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, OffsetAndMetadata> claimed = new HashMap<>(next);
        claimed.computeIfPresent(home, (partition, offset) -> with(claim.get(), offset));
        if (!claimed.containsKey(home) && committed.containsKey(home)) {
            claimed.put(home, with(claim.get(), committed.get(home)));
        }
        return claimed;
    }

    private Optional<GroupClaim> renewed(Map<TopicPartition, OffsetAndMetadata> committed) {
        Optional<GroupClaim> claim = holder.renew(claim(committed));
        if (claim.isEmpty()) {
            phase = Phase.REPLACED;
            LOG.warn(
                    "Another JobManager runs this job and holds group {}: this one commits no"
                            + " offsets any more.",
                    group);
        }
        return claim;
    }

    /** The host of the job that wants to take the group over, or null. */
    public @Nullable String wantedBy() {
        return phase == Phase.HOLDING ? holder.wantedBy() : null;
    }

    /**
     * Gives the claim up, if it is still this run's.
     *
     * @param end whether another job may start at once
     */
    public void giveUp(GroupOffsets offsets, State end) {
        if (holder.hasTaken()) {
            Map<TopicPartition, OffsetAndMetadata> committed = offsets.committed();
            holder.giveUp(claim(committed), end)
                    .ifPresent(claim -> write(offsets, committed, claim));
        }
    }

    private void write(
            GroupOffsets offsets,
            Map<TopicPartition, OffsetAndMetadata> committed,
            GroupClaim claim) {
        write(offsets, home, committed, claim);
    }

    /**
     * Writes a claim, with the offset that is committed, else with the earliest, from which a first
     * start reads.
     */
    static void write(
            GroupOffsets offsets,
            TopicPartition home,
            Map<TopicPartition, OffsetAndMetadata> committed,
            GroupClaim claim) {
        OffsetAndMetadata at = committed.get(home);
        if (at == null) {
            Long earliest = offsets.beginnings(List.of(home)).get(home);
            if (earliest == null) {
                throw new UnknownTopicOrPartitionException("there is no partition " + home);
            }
            at = new OffsetAndMetadata(earliest);
        }
        offsets.commit(Map.of(home, with(claim, at)));
    }

    /** The topic may have been another one, from which the claim would be read for ever. */
    private void removeOthers(
            GroupOffsets offsets, Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<TopicPartition, OffsetAndMetadata> without = new HashMap<>();
        committed.forEach(
                (partition, offset) -> {
                    CommitMetadata metadata = CommitMetadata.parse(offset.metadata());
                    if (!partition.equals(home) && GroupClaim.of(metadata.values()).isPresent()) {
                        String text = GroupClaim.noneIn(metadata).text();
                        without.put(partition, new OffsetAndMetadata(offset.offset(), text));
                    }
                });
        if (!without.isEmpty()) {
            try {
                offsets.commit(without);
            } catch (KafkaException e) {
                // The topic is gone or not this job's any more. The claim there has a lower term.
                LOG.debug("Old claims of group {} stay: {}", group, e.toString());
            }
        }
    }

    private static OffsetAndMetadata with(GroupClaim claim, OffsetAndMetadata offset) {
        CommitMetadata metadata = claim.in(CommitMetadata.parse(offset.metadata()));
        return new OffsetAndMetadata(offset.offset(), metadata.text());
    }

    /** The claim on a group, given what it has committed. */
    static Optional<GroupClaim> claim(Map<TopicPartition, OffsetAndMetadata> committed) {
        return GroupClaim.newest(
                committed.values().stream()
                        .map(offset -> CommitMetadata.parse(offset.metadata()))
                        .toList());
    }
}
