// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of one predictor go.
 *
 * @param predictor its name, which its results carry
 * @param output of its predictions; its dead-letter topic where none are written
 * @param log of its events of the request log; null where they are not written with the results
 */
public record ResultTopics(
        String predictor, Destination output, Destination deadLetters, @Nullable Destination log)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Of a predictor whose calls are not logged, or logged elsewhere. */
    public ResultTopics(String predictor, Destination output, Destination deadLetters) {
        this(predictor, output, deadLetters, null);
    }

    /**
     * Of events of the request log alone, which are written to another cluster than the results.
     */
    public static ResultTopics ofLog(String predictor, Destination log) {
        return new ResultTopics(predictor, log, log, log);
    }

    /** The same with events of the request log. */
    public ResultTopics withLog(@Nullable Destination events) {
        return new ResultTopics(predictor, output, deadLetters, events);
    }

    public List<Destination> destinations() {
        return log == null ? List.of(output, deadLetters) : List.of(output, deadLetters, log);
    }

    /**
     * The same with other limits.
     *
     * @param found as many as there are {@link #destinations}, in that order, are taken from it
     */
    public ResultTopics within(Iterator<Destination> found) {
        return new ResultTopics(
                predictor, found.next(), found.next(), log == null ? null : found.next());
    }

    /** Those of several predictors, each predictor's output topic first; some may be the same. */
    public static Stream<Destination> destinations(List<ResultTopics> topics) {
        return topics.stream().flatMap(each -> each.destinations().stream());
    }
}
