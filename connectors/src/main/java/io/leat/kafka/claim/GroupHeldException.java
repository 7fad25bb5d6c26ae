// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Another job runs the same deployment. Flink does not restart a job that fails by this: the two
 * would take transactions and records from each other for ever.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class GroupHeldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private GroupHeldException(String message) {
        super(message);
    }

    /** A job that starts is refused. */
    static GroupHeldException refused(String group, GroupClaim holder) {
        return new GroupHeldException(refusal(group, holder));
    }

    /** The message of a job that is refused at its start. */
    static String refusal(String group, GroupClaim holder) {
        return "another job runs this deployment: group \"%s\" is held by a job on host %s since %s (expected: one job for each deployment; stop that one first, or start this one with --take-over, which stops it)"
                .formatted(group, holder.host(), holder.since());
    }

    /** A job that runs finds that another has taken its group. */
    static GroupHeldException takenOver(String group, GroupClaim holder) {
        return new GroupHeldException(
                "another job runs this deployment: group \"%s\" was taken over by a job on host %s at %s (expected: one job for each deployment; this one stops, as two would lose records or answer them twice)"
                        .formatted(group, holder.host(), holder.since()));
    }

    /** A job that runs gives its group to one that was started with {@code --take-over}. */
    public static GroupHeldException givenTo(String group, String host) {
        return new GroupHeldException(
                "another job runs this deployment: group \"%s\" was given to a job on host %s that was started with --take-over (expected: one job for each deployment; this one stops)"
                        .formatted(group, host));
    }

    /** Consumers that are no job of Leat's read as members of the group, which Leat never does. */
    public static GroupHeldException hasMembers(String group) {
        return new GroupHeldException(
                "another application reads the requests of this deployment: group \"%s\" has members, such as an executor of Seldon (expected: a group without members; stop them first)"
                        .formatted(group));
    }

    /** A job that was not restarting finds that a producer which is not its own has its id. */
    public static GroupHeldException fenced(String group, String transactionalId) {
        return new GroupHeldException(
                "another job runs this deployment: a producer of another job has taken transactional id %s of group \"%s\" (expected: one job for each deployment; this one stops, as two would lose records or answer them twice)"
                        .formatted(transactionalId, group));
    }
}
