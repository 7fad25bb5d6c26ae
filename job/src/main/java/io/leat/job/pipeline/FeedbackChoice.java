// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.RecordContract;
import io.leat.protocol.BadPayloadException;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which predictor of a job feedback goes to: the one that has answered, whose name its record has
 * of the prediction.
 *
 * @param predictors of the job, by name
 */
record FeedbackChoice(List<String> predictors) {

    /**
     * The place of a predictor in the list.
     *
     * @return nothing where the record names none: it goes where a request with its key and puid
     *     would
     * @throws BadPayloadException if the job has none of that name
     */
    OptionalInt of(InferenceRequest feedback) throws BadPayloadException {
        String stated = RecordContract.lastHeaderText(feedback, RecordContract.PREDICTOR);
        if (stated == null) {
            return OptionalInt.empty();
        }
        int index = predictors.indexOf(stated);
        if (index < 0) {
            throw new BadPayloadException(
                    "header %s: \"%s\" (expected: %s, as this job runs no other predictor)"
                            .formatted(
                                    RecordContract.PREDICTOR,
                                    RecordDeadlines.quoted(stated),
                                    String.join(" or ", predictors)));
        }
        return OptionalInt.of(index);
    }
}
