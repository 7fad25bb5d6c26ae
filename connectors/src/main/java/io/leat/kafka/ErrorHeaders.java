// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers in which a dead letter says what became of its record. Their names are a contract
 * with readers of dead letters. The record's own headers stand before them, and may be called the
 * same: the last of a name is ours.
 */
public final class ErrorHeaders {

    /** Prefix of all headers that a dead letter has and its record did not. */
    public static final String PREFIX = "leat-error-";

    /** An {@link io.leat.protocol.DeadLetterCode}; the first that is added. */
    public static final String CODE = PREFIX + "code";

    public static final String MESSAGE = PREFIX + "message";

    /** How the model's own reply begins, at most a kilobyte; only where that is asked for. */
    public static final String DETAIL = PREFIX + "detail";

    public static final String NODE = PREFIX + "node";
    public static final String MODEL = PREFIX + "model";
    public static final String ENDPOINT = PREFIX + "endpoint";
    public static final String STATUS = PREFIX + "status";
    public static final String ATTEMPTS = PREFIX + "attempts";
    public static final String SOURCE_TOPIC = PREFIX + "source-topic";
    public static final String SOURCE_PARTITION = PREFIX + "source-partition";
    public static final String SOURCE_OFFSET = PREFIX + "source-offset";

    /** Milliseconds since the epoch, -1 where the record had none. */
    public static final String SOURCE_TIMESTAMP = PREFIX + "source-timestamp";

    /** ISO 8601. */
    public static final String TIME = PREFIX + "time";

    public static final String VALUE_OMITTED = PREFIX + "value-omitted";
    public static final String HEADERS_OMITTED = PREFIX + "headers-omitted";
    public static final String KEY_OMITTED = PREFIX + "key-omitted";

    /** The key is the record's coordinates, as it has none and the topic is compacted. */
    public static final String KEY_ADDED = PREFIX + "key-added";

    /** All that is left in the smallest dead letter. */
    public static final Set<String> INDISPENSABLE =
            Set.of(
                    CODE,
                    RecordContract.PREDICTOR,
                    SOURCE_TOPIC,
                    SOURCE_PARTITION,
                    SOURCE_OFFSET,
                    SOURCE_TIMESTAMP,
                    VALUE_OMITTED,
                    HEADERS_OMITTED,
                    KEY_OMITTED);

    /** How often a record was sent back. The job passes it on, like any header of a record. */
    public static final String REDRIVES = "leat-redrives";

    /**
     * {@code <topic>-<partition>-<offset>} of a record without key and puid that was sent back, as
     * it was the first time.
     */
    public static final String REDRIVEN_FROM = "leat-redriven-from";

    /** The record's own timestamp, where the topic has put another in its place. */
    public static final String TIMESTAMP = "leat-timestamp";

    private ErrorHeaders() {}

    /** The last header of a name as text, or null where there is none or it has no value. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
