// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import io.leat.kafka.claim.GroupClaim.State;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/**
 * Keeps a task from its first transaction until the JobManager has taken the claim on the group:
 * Kafka's transactional ids are those of the deployment, so a job that was refused would otherwise
 * end the transactions of the one that runs.
 */
public final class ClaimGate {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private ClaimGate() {}

    /**
     * Returns when the claim is the job's.
     *
     * @param client bootstrap servers and security
     * @throws IllegalStateException if it is not within three minutes, the brokers do not answer or
     *     the task is cancelled
     */
    public static void await(Properties client, String group, ClaimIdentity job) {
        long start = System.nanoTime();
        try (GroupOffsets offsets = KafkaGroupOffsets.openOnce(client, group)) {
            while (!isHeld(ClaimKeeper.claim(offsets.committed()), job)) {
                if (System.nanoTime() - start > TIMEOUT.toNanos()) {
                    throw new IllegalStateException(
                            "the JobManager has not taken the claim on group \"%s\" within %d s"
                                    .formatted(group, TIMEOUT.toSeconds()));
                }
                TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
            }
        } catch (KafkaException e) {
            throw new IllegalStateException("the brokers do not answer for group " + group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("cancelled while waiting for group " + group, e);
        }
    }

    private static boolean isHeld(Optional<GroupClaim> claim, ClaimIdentity job) {
        return claim.filter(c -> c.state() == State.HELD && c.owner().equals(job.owner()))
                .isPresent();
    }
}
