// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.RecordContract;
import io.leat.protocol.BadPayloadException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Which predictor of a job feedback goes to: the one that has answered, whose name its record has
 * of the prediction.
 *
 * @param predictors of the job, by name
 */
record FeedbackChoice(List<String> predictors) {

    /** The position of the predictor that a record names; nothing if the job has none of it. */
    OptionalInt of(InferenceRequest feedback) {
        int index = predictors.indexOf(stated(feedback));
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /**
     * A record that names no predictor goes where a request with its key and puid would.
     *
     * @throws BadPayloadException if it names one that the job does not run
     */
    void check(InferenceRequest feedback) throws BadPayloadException {
        String stated = stated(feedback);
        if (stated != null && !predictors.contains(stated)) {
            throw new BadPayloadException(
                    "header %s: \"%s\" (expected: %s, as this job runs no other predictor)"
                            .formatted(
                                    RecordContract.PREDICTOR,
                                    RecordDeadlines.quoted(stated),
                                    String.join(" or ", predictors)));
        }
    }

    private static @Nullable String stated(InferenceRequest feedback) {
        return RecordContract.lastHeaderText(feedback, RecordContract.PREDICTOR);
    }
}
