// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import io.leat.kafka.OnMissingRecords;
import java.io.Serializable;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The topics a job reads.
 *
 * <p>Why it is so: {@code docs/adr/0022-feedback-is-read-by-the-job-that-answers.md}.
 *
 * @param client bootstrap servers and security
 * @param input the topic of requests, in whose offsets the job's claim stands
 * @param feedback the topic of feedback, or null where none is read
 * @param group the consumer group of the job
 * @param onMissingRecords what to do when records that were not read are no longer there
 */
public record SourceTopics(
        Properties client,
        String input,
        @Nullable String feedback,
        String group,
        OnMissingRecords onMissingRecords)
        implements Serializable {

    /** All of them. */
    public List<String> names() {
        return feedback == null ? List.of(input) : List.of(input, feedback);
    }

    /** The variable that states a topic of these. */
    String variable(String topic) {
        return topic.equals(feedback) ? "KAFKA_FEEDBACK_TOPIC" : "KAFKA_INPUT_TOPIC";
    }

    /** What a message calls a topic of these. */
    String named(String topic) {
        return "the %s topic \"%s\""
                .formatted(topic.equals(feedback) ? "feedback" : "input", topic);
    }
}
