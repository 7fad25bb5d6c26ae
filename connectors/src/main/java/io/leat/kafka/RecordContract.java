// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import io.leat.protocol.Ascii;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a record carries in and out: which headers mean something to Leat, and how a prediction and
 * a dead letter are made from the record they answer.
 */
public final class RecordContract {

    public static final String PUID = "Seldon-Puid";
    public static final String CONTENT_TYPE = "Content-Type";
    public static final String DEFAULT_CONTENT_TYPE = "application/json";

    /** Names the protobuf message a gRPC record holds. */
    public static final String PROTO_NAME = "proto-name";

    /** Names the predictor that has answered a record, or could not. */
    public static final String PREDICTOR = "leat-predictor";

    /** Milliseconds from a prediction's first call to its answer, with all that was repeated. */
    public static final String LATENCY = "leat-latency-ms";

    /** On a prediction: the nodes that have failed, separated by commas. */
    public static final String DEGRADED = "leat-degraded";

    /** Names on a prediction, and on feedback to it, what the nodes that choose have chosen. */
    public static final String ROUTING = "leat-routing";

    /** Says in lower case until when an answer is of use. */
    public static final String DEADLINE = "leat-deadline";

    /** As that header: its answer is of use at any time. */
    public static final String NO_DEADLINE = "none";

    /**
     * Headers that describe a request, or the prediction it was before: a prediction has its own.
     */
    private static final Set<String> OF_A_REST_REQUEST =
            Set.of(
                    "content-type",
                    "content-encoding",
                    "inference-header-content-length",
                    "seldon-puid",
                    PREDICTOR,
                    LATENCY,
                    DEGRADED,
                    ROUTING);

    private static final Set<String> OF_A_GRPC_REQUEST =
            Set.of(PROTO_NAME, "seldon-puid", PREDICTOR, LATENCY, DEGRADED, ROUTING);

    private RecordContract() {}

    /**
     * The record's {@code Seldon-Puid}, whatever the case of its name; the first if there are
     * several. A record without one gets one made from its coordinates, so that a repeat after a
     * failure carries the same.
     */
    public static String puid(InferenceRequest request) {
        String stated = statedPuid(request);
        return stated == null ? RecordIds.puid(request) : stated;
    }

    /** The same; null where the record has none. */
    public static @Nullable String statedPuid(InferenceRequest request) {
        String stated = firstHeader(request, "seldon-puid");
        return stated == null || stated.isEmpty() ? null : stated;
    }

    /**
     * The value of the last header of a name that has one; null where there is none.
     *
     * @param name in any case, here and in the record
     */
    public static byte @Nullable [] lastHeader(InferenceRequest request, String name) {
        for (int i = request.headerNames.length - 1; i >= 0; i--) {
            byte[] value = request.headerValues[i];
            if (value != null && request.headerNames[i].equalsIgnoreCase(name)) {
                return value;
            }
        }
        return null;
    }

    /** The same as text. */
    public static @Nullable String lastHeaderText(InferenceRequest request, String name) {
        return text(lastHeader(request, name));
    }

    /** Topic, partition and offset: the same for every call ever made for this record. */
    public static String idempotencyKey(InferenceRequest request) {
        return request.topic + "-" + request.partition + "-" + request.offset;
    }

    /** The same of a record that was sent back: as it was before. */
    public static String firstCoordinates(InferenceRequest request) {
        String first = lastHeaderText(request, ErrorHeaders.REDRIVEN_FROM);
        return first == null || first.isEmpty() ? idempotencyKey(request) : first;
    }

    /** The record's content type if it states exactly one, else {@code application/json}. */
    public static String contentType(InferenceRequest request) {
        String only = null;
        for (int i = 0; i < request.headerNames.length; i++) {
            if (request.headerNames[i].equalsIgnoreCase(CONTENT_TYPE)) {
                if (only != null) {
                    return DEFAULT_CONTENT_TYPE;
                }
                only = text(request.headerValues[i]);
            }
        }
        return only == null || only.isBlank() || !Ascii.isPrintable(only)
                ? DEFAULT_CONTENT_TYPE
                : only;
    }

    /** Every value of {@value #PROTO_NAME}; a record has exactly one if it is right. */
    public static List<String> protoNames(InferenceRequest request) {
        List<String> names = new ArrayList<>(1);
        for (int i = 0; i < request.headerNames.length; i++) {
            if (request.headerNames[i].equals(PROTO_NAME)) {
                String name = text(request.headerValues[i]);
                names.add(name == null ? "" : name);
            }
        }
        return names;
    }

    /**
     * The prediction for a record: its key, timestamp and headers, and the answer's payload.
     *
     * @param millis from the first call to the answer
     * @param degraded the nodes that have failed and something else was taken for, separated by
     *     commas; null where there is none
     * @param routing what the nodes that choose among their children have chosen; null where there
     *     is none
     */
    public static InferenceResult prediction(
            InferenceRequest request,
            AnsweredBy by,
            String puid,
            Payload answer,
            long millis,
            @Nullable String degraded,
            @Nullable String routing) {
        InferenceResult result = base(request, by.predictor());
        result.value = answer.body();
        int more =
                4
                        + (answer.jsonLength() == null ? 0 : 1)
                        + (degraded == null ? 0 : 1)
                        + (routing == null ? 0 : 1);
        HeadersBuilder.of(request, ofTheRequest(by.transport()), more)
                .add(PUID, puid)
                .add(typeHeader(by.transport()), answer.type())
                .addIfPresent("Inference-Header-Content-Length", answer.jsonLength())
                .add(PREDICTOR, by.predictor())
                .add(LATENCY, Long.toString(millis))
                .addIfPresent(DEGRADED, degraded)
                .addIfPresent(ROUTING, routing)
                .into(result);
        return result;
    }

    /** Feedback that has reached every node it is for: nothing is written of it. */
    public static InferenceResult delivered(InferenceRequest feedback, String predictor) {
        InferenceResult result = base(feedback, predictor);
        result.delivered = true;
        return result;
    }

    /** The tombstone for a tombstone. */
    public static InferenceResult tombstone(InferenceRequest request, AnsweredBy by, String puid) {
        InferenceResult result = base(request, by.predictor());
        HeadersBuilder.of(request, ofTheRequest(by.transport()), 2)
                .add(PUID, puid)
                .add(PREDICTOR, by.predictor())
                .into(result);
        return result;
    }

    /** A dead letter in the place of a prediction that cannot be written. */
    public static InferenceResult deadLetter(
            InferenceResult unwritten, CallFailure failure, Instant failedAt) {
        return deadLetter(unwritten.request, unwritten.predictor, failure, failedAt);
    }

    /**
     * The record as it was, and why it could not be answered.
     *
     * @param predictor that should have answered it
     */
    public static InferenceResult deadLetter(
            InferenceRequest request, String predictor, CallFailure failure, Instant failedAt) {
        InferenceResult result = base(request, predictor);
        result.deadLetter = true;
        result.errorCode = failure.code().wire();
        result.value = request.value;
        HeadersBuilder.of(request, Set.of(), 14)
                .add(ErrorHeaders.CODE, failure.code().wire())
                .add(PREDICTOR, predictor)
                .add(ErrorHeaders.MESSAGE, failure.message())
                .addIfPresent(ErrorHeaders.DETAIL, failure.detail())
                .addIfPresent(ErrorHeaders.NODE, failure.node())
                .addIfPresent(ErrorHeaders.MODEL, model(failure))
                .addIfPresent(ErrorHeaders.ENDPOINT, failure.endpoint())
                .addIfPresent(ErrorHeaders.STATUS, failure.status())
                .add(ErrorHeaders.ATTEMPTS, Integer.toString(failure.attempts()))
                .add(ErrorHeaders.SOURCE_TOPIC, request.topic)
                .add(ErrorHeaders.SOURCE_PARTITION, Integer.toString(request.partition))
                .add(ErrorHeaders.SOURCE_OFFSET, Long.toString(request.offset))
                .add(ErrorHeaders.SOURCE_TIMESTAMP, Long.toString(request.timestamp))
                .add(ErrorHeaders.TIME, failedAt.toString())
                .into(result);
        return result;
    }

    /**
     * The smallest dead letter: the reasons and coordinates of one that the brokers refuse, without
     * key, value, timestamp and the record's own headers.
     */
    public static InferenceResult bareDeadLetter(InferenceResult letter) {
        InferenceRequest coordinates = new InferenceRequest();
        coordinates.topic = letter.request.topic;
        coordinates.partition = letter.request.partition;
        coordinates.offset = letter.request.offset;
        coordinates.timestamp = letter.request.timestamp;
        InferenceResult bare = base(coordinates, letter.predictor);
        bare.deadLetter = true;
        bare.errorCode = letter.errorCode;
        bare.timestamp = -1;
        String omitted = "refused by the brokers; see the source offset";
        HeadersBuilder.after(letter.request.headerNames.length, letter, 3)
                .add(ErrorHeaders.VALUE_OMITTED, omitted)
                .add(ErrorHeaders.HEADERS_OMITTED, omitted)
                .add(ErrorHeaders.KEY_OMITTED, omitted)
                .into(bare);
        return bare;
    }

    /** Whether a dead letter is one of {@link #bareDeadLetter}. */
    public static boolean isBare(InferenceResult letter) {
        return letter.value == null
                && letter.key == null
                && letter.headerNames.length > 0
                && letter.headerNames[letter.headerNames.length - 1].equals(
                        ErrorHeaders.KEY_OMITTED);
    }

    /** A node that was called, or whose answer is of no use, is asked for the model of its name. */
    private static @Nullable String model(CallFailure failure) {
        boolean answered =
                failure.code() == DeadLetterCode.BAD_REPLY
                        || failure.code() == DeadLetterCode.BAD_ROUTE;
        return answered || failure.endpoint() != null ? failure.node() : null;
    }

    private static Set<String> ofTheRequest(Transport transport) {
        return switch (transport) {
            case REST -> OF_A_REST_REQUEST;
            case GRPC -> OF_A_GRPC_REQUEST;
        };
    }

    private static String typeHeader(Transport transport) {
        return switch (transport) {
            case REST -> CONTENT_TYPE;
            case GRPC -> PROTO_NAME;
        };
    }

    private static InferenceResult base(InferenceRequest request, String predictor) {
        InferenceResult result = new InferenceResult();
        result.request = request;
        result.predictor = predictor;
        result.key = request.key;
        result.timestamp = request.timestamp;
        return result;
    }

    private static @Nullable String firstHeader(InferenceRequest request, String lowerCaseName) {
        for (int i = 0; i < request.headerNames.length; i++) {
            if (request.headerNames[i].toLowerCase(Locale.ROOT).equals(lowerCaseName)) {
                String value = text(request.headerValues[i]);
                if (value != null && Ascii.isPrintable(value)) {
                    return value;
                }
            }
        }
        return null;
    }

    private static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}
