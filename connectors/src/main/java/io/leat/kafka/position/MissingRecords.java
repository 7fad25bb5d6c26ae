// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import java.util.List;

/** What is said of records that are no longer where the job would read on. */
final class MissingRecords {

    private MissingRecords() {}

    /** What of a finding is a loss; nothing where it is none. */
    static List<String> text(PositionFinding finding) {
        if (finding instanceof PositionFinding.Deleted deleted) {
            ReadPosition position = deleted.position();
            return List.of(
                    "partition %d is to be read on from offset %d, and begins at %d: %d offsets were deleted before they were read, by retention or delete-records"
                            .formatted(
                                    position.partition(),
                                    position.offset(),
                                    deleted.begin(),
                                    deleted.begin() - position.offset()));
        }
        if (finding instanceof PositionFinding.BeyondEnd beyond) {
            ReadPosition position = beyond.position();
            return List.of(
                    "partition %d is to be read on from offset %d, and ends at %d: the log was cut off (an unclean leader election, or a broker that lost its disk)%s, and what was written since then may be missed"
                            .formatted(
                                    position.partition(),
                                    position.offset(),
                                    beyond.offsets().end(),
                                    position.topicId() == null ? " or made again" : ""));
        }
        return List.of();
    }

    /**
     * All of them in one sentence.
     *
     * @param named what the topic is called
     */
    static String summary(String named, List<String> missing) {
        return "%s is not as the job has left it: %s".formatted(named, String.join("; ", missing));
    }

    /**
     * Why the job ends, and how to go on.
     *
     * @param variable that states the topic
     */
    static String stopped(String variable, String summary) {
        return "%s: %s. The job stops rather than leave records unanswered in silence. To go on without them, start it once with --on-missing-records continue (LEAT_ON_MISSING_RECORDS)"
                .formatted(variable, summary);
    }

    /** The topic was made again. */
    static String otherTopic(String topic, PositionFinding.OtherTopic other) {
        return "Topic \"%s\" has been deleted and made again since the job read it (topic id %s then, %s now): partition %d is read from its beginning, offset %d; what the old topic held after offset %d was deleted with it."
                .formatted(
                        topic,
                        other.position().topicId(),
                        other.log().id(),
                        other.position().partition(),
                        other.begin(),
                        other.position().offset());
    }

    /** A partition was not made again. */
    static String noPartition(String topic, PositionFinding.NoPartition none) {
        return "Topic \"%s\" has no partition %d any more (topic id %s then, %s now, %d partitions now): what it held after offset %d was deleted with it."
                .formatted(
                        topic,
                        none.position().partition(),
                        none.position().topicId(),
                        none.log().id(),
                        none.log().partitions(),
                        none.position().offset());
    }
}
