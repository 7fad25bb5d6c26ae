// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the results of one predictor go.
 *
 * @param predictor its name, which its results carry
 * @param output of its predictions; its dead-letter topic where none are written
 */
public record ResultTopics(String predictor, Destination output, Destination deadLetters)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public List<Destination> destinations() {
        return List.of(output, deadLetters);
    }

    /** Those of several predictors, each predictor's output topic first; some may be the same. */
    public static Stream<Destination> destinations(List<ResultTopics> topics) {
        return topics.stream().flatMap(each -> each.destinations().stream());
    }
}
