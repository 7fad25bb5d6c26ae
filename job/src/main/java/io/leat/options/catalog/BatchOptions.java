// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.catalog;

import io.leat.options.Option;
import io.leat.options.OptionSource;
import io.leat.options.OptionType;
import io.leat.options.PerNode;
import io.leat.protocol.Transport;
import java.time.Duration;
import java.util.List;

/** The options of batching. Off unless a size is stated. */
public final class BatchOptions {

    private static final String SIZE_KEY = "batch-max-size";
    private static final String DELAY_KEY = "batch-max-delay";
    private static final String BYTES_KEY = "batch-max-bytes";

    /** The most rows of one call; with 1 a node is left out. */
    public static final Option<PerNode<Integer>> SIZE =
            annotated(
                    Option.derived(
                            SIZE_KEY,
                            "LEAT_BATCH_MAX_SIZE",
                            OptionType.perNode(OptionType.intBetween(1, 100_000)),
                            "none: no batches",
                            "The most rows in one call that records in flight share, for models"
                                    + " that answer row by row; 1 leaves a node out. What cannot be"
                                    + " merged goes alone."),
                    SIZE_KEY);

    public static final Option<PerNode<Duration>> DELAY =
            annotated(
                    Option.of(
                            DELAY_KEY,
                            "LEAT_BATCH_MAX_DELAY",
                            OptionType.perNode(OptionType.DURATION),
                            "5ms",
                            "The longest a record waits for others while calls of its node are"
                                    + " under way; it does not wait when there are none. At most the"
                                    + " call timeout."),
                    DELAY_KEY);

    public static final Option<PerNode<Long>> BYTES =
            annotated(
                    Option.of(
                            BYTES_KEY,
                            "LEAT_BATCH_MAX_BYTES",
                            OptionType.perNode(OptionType.SIZE),
                            "1mb",
                            "The most bytes of requests in one call; a larger request goes alone."
                                    + " Many servers take no more than 4 MB over gRPC."),
                    BYTES_KEY);

    /** All of them, in the order of the documentation. */
    static final List<Option<?>> ALL = List.of(SIZE, DELAY, BYTES);

    private BatchOptions() {}

    private static <T> Option<T> annotated(Option<T> option, String name) {
        String annotation = OptionSource.OWN_ANNOTATIONS + name;
        return option.withAnnotation(Transport.REST, annotation)
                .withAnnotation(Transport.GRPC, annotation);
    }
}
