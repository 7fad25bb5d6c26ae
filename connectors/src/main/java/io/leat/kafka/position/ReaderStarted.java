// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.jspecify.annotations.Nullable;

/**
 * A reader to the enumerator: it begins to read.
 *
 * @param topicId of the topic it reads, in Kafka's text form, or null where it is not known
 * @param gone partitions of its state that no longer exist, which it has given up
 */
public record ReaderStarted(@Nullable String topicId, List<Integer> gone) implements SourceEvent {}
