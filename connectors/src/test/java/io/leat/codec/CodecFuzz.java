// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.codec.json.Gzip;
import io.leat.codec.json.Json;
import io.leat.codec.protobuf.ProtoNames;
import io.leat.codec.protobuf.ProtobufFields;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.BatchCodec;
import io.leat.protocol.BatchableRequest;
import io.leat.protocol.FeedbackCodec;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Any bytes to every method of every codec: nothing but {@link BadPayloadException} comes out, and
 * what is rewritten keeps what it must. The first byte chooses the codec, the second the type, and
 * two record separators divide the rest into messages.
 */
public final class CodecFuzz {

    private static final int SEPARATOR = 0x1e;

    /** Divides messages. */
    static final byte[] BETWEEN = {SEPARATOR, SEPARATOR};

    private static final int MAX_PARTS = 5;

    /** Longer than any message needs, shorter than one that quotes a payload would become. */
    private static final int MAX_MESSAGE = 400;

    private static final Map<String, Integer> ROUTING = Map.of("node", -1, "ü\"", 2);

    private final MessageCodec codec;
    private final Transport transport;
    private final List<Payload> messages;

    private CodecFuzz(MessageCodec codec, Transport transport, List<Payload> messages) {
        this.codec = codec;
        this.transport = transport;
        this.messages = messages;
    }

    /** Loads what is instrumented before the first input is timed. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("\0\0{}".getBytes(StandardCharsets.UTF_8));
    }

    /** The fuzzer's way in. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        Protocol protocol = pick(input[0], Protocol.values());
        Transport transport = input[0] < 0 ? Transport.GRPC : Transport.REST;
        List<String> types = types(protocol, transport);
        String type = pick(input[1], types.toArray(String[]::new));
        List<Payload> messages =
                parts(input, 2).stream().map(body -> new Payload(body, type)).toList();
        new CodecFuzz(Codecs.message(protocol, transport), transport, messages).run();
        batched(Codecs.batch(protocol, transport), messages);
        FeedbackCodec feedback = Codecs.feedback(protocol, transport);
        if (feedback != null) {
            messages.forEach(message -> attempt(() -> isRouted(feedback, transport, message)));
        }
    }

    /** Feedback that says no routing takes one, which is read again. */
    private static boolean isRouted(FeedbackCodec codec, Transport transport, Payload message)
            throws BadPayloadException {
        String type = transport == Transport.GRPC ? ProtoNames.SELDON_FEEDBACK : message.type();
        Payload feedback = new Payload(message.body(), type);
        if (codec.routing(feedback) != null) {
            return true;
        }
        Payload routed = codec.withRouting(feedback, ROUTING);
        require(ROUTING.equals(codec.routing(routed)), "the routing was lost");
        return false;
    }

    private static <T> T pick(byte choice, T[] values) {
        return values[(choice & 0xff) % values.length];
    }

    public static List<String> types(Protocol protocol, Transport transport) {
        return switch (transport) {
            case REST -> List.of("application/json", "application/octet-stream", "");
            case GRPC -> ProtoNames.of(protocol).stream().sorted().toList();
        };
    }

    private static List<byte[]> parts(byte[] input, int from) {
        List<byte[]> parts = new ArrayList<>();
        int start = from;
        for (int i = from; i + 1 < input.length && parts.size() < MAX_PARTS - 1; i++) {
            if (input[i] == SEPARATOR && input[i + 1] == SEPARATOR) {
                parts.add(Arrays.copyOfRange(input, start, i));
                start = i + 2;
                i++;
            }
        }
        parts.add(Arrays.copyOfRange(input, start, input.length));
        return parts;
    }

    private interface Attempt<T> {
        T get() throws BadPayloadException;
    }

    private static <T> T attempt(Attempt<T> attempt) {
        try {
            return Objects.requireNonNull(attempt.get());
        } catch (BadPayloadException e) {
            String message = String.valueOf(e.getMessage());
            require(message.contains(" (expected: "), message);
            require(message.length() <= MAX_MESSAGE, message);
            return null;
        }
    }

    /** Whatever can share a call does, and any message may come for an answer. */
    private static void batched(BatchCodec codec, List<Payload> messages) {
        List<BatchableRequest> parts = new ArrayList<>();
        for (Payload message : messages) {
            BatchableRequest part = codec.read(message, "puid");
            if (part != null && (parts.isEmpty() || part.key().equals(parts.get(0).key()))) {
                parts.add(part);
            }
        }
        if (parts.isEmpty()) {
            return;
        }
        Payload merged = codec.merge(parts);
        BatchableRequest all = codec.read(merged, "puid");
        int rows = parts.stream().mapToInt(BatchableRequest::rows).sum();
        require(all == null || all.rows() == rows, "rows were lost");
        for (Payload message : messages) {
            List<Payload> answers = attempt(() -> codec.split(message, parts));
            require(answers == null || answers.size() == parts.size(), "answers were lost");
        }
    }

    private void run() {
        Payload message = messages.get(0);
        byte[] before = message.body().clone();
        attempt(() -> admitted(message));
        chained(message, attempt(() -> codec.chain(message, "node")));
        combined(attempt(() -> codec.combine(messages)));
        attempt(() -> codec.route(message));
        routed(message, codec.withRouting(message, ROUTING));
        attempt(() -> codec.simpleModel(message));
        averaged(attempt(() -> codec.average(messages)));
        for (UnitMethod method : UnitMethod.values()) {
            attempt(() -> codec.address(new NodeCall("node", method, message)));
        }
        require(Arrays.equals(before, message.body()), "the message itself was changed");
    }

    private Payload admitted(Payload message) throws BadPayloadException {
        codec.admit(message);
        return message;
    }

    private void chained(Payload message, Payload chained) {
        if (chained == null || chained.body() == message.body()) {
            return;
        }
        switch (transport) {
            case REST ->
                    same(
                            renamed(tokens(plain(message.body()))),
                            renamed(tokens(plain(chained.body()))));
            case GRPC -> require(wire(chained.body()) != null, "a chained message is none");
        }
        Payload again = attempt(() -> codec.chain(chained, "node"));
        require(
                again != null && again.body() == chained.body(),
                "what was chained is changed by chaining it again");
    }

    private void combined(Payload combined) {
        if (combined == null) {
            return;
        }
        switch (transport) {
            case REST -> {
                List<String> all = new ArrayList<>(List.of("["));
                messages.forEach(message -> all.addAll(tokens(plain(message.body()))));
                all.add("]");
                same(all, tokens(combined.body()));
            }
            case GRPC -> {
                List<byte[]> bodies = new ArrayList<>();
                for (Field field : wire(combined.body())) {
                    bodies.add(Arrays.copyOfRange(combined.body(), field.value(), field.end()));
                }
                same(hex(messages.stream().map(Payload::body).toList()), hex(bodies));
            }
        }
    }

    private void routed(Payload message, Payload routed) {
        if (routed.body() == message.body()) {
            return;
        }
        switch (transport) {
            case REST -> {
                require(tokens(routed.body()).contains("name routing"), "no routing");
                same(notRouting(message.body()), notRouting(routed.body()));
            }
            case GRPC -> same(hex(notMeta(message.body())), hex(notMeta(routed.body())));
        }
    }

    private void averaged(Payload averaged) {
        if (averaged != null) {
            Payload again = attempt(() -> codec.average(List.of(averaged, averaged)));
            require(again != null, "an average cannot be averaged");
        }
    }

    private static List<byte[]> notMeta(byte[] body) {
        return wire(body).stream()
                .filter(field -> !field.isBlock(2))
                .map(field -> Arrays.copyOfRange(body, field.start(), field.end()))
                .toList();
    }

    private static List<Field> wire(byte[] body) {
        return attempt(() -> ProtobufFields.fields(body));
    }

    private static List<String> hex(List<byte[]> bodies) {
        return bodies.stream().map(HexFormat.of()::formatHex).toList();
    }

    private static byte[] plain(byte[] body) {
        try {
            return Gzip.is(body) ? Gzip.inflate(body) : body;
        } catch (IOException | BadPayloadException e) {
            return body;
        }
    }

    /** Every token with its text: digits as they stand. Names carry their depth. */
    private static List<String> tokens(byte[] body) {
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = Json.parser(body)) {
            for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
                tokens.add((next == JsonToken.FIELD_NAME ? "name " : "") + parser.getText());
            }
        } catch (IOException e) {
            tokens.add("no JSON");
        }
        return tokens;
    }

    /** The tokens but for {@code meta.routing}. */
    private static List<String> notRouting(byte[] body) {
        List<String> tokens = new ArrayList<>();
        String top = "";
        int depth = 0;
        try (JsonParser parser = Json.parser(body)) {
            for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
                depth += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
                boolean name = next == JsonToken.FIELD_NAME;
                top = name && depth == 1 ? parser.getText() : top;
                if (name && depth == 2 && top.equals("meta") && isRouting(parser)) {
                    parser.nextToken();
                    parser.skipChildren();
                } else {
                    tokens.add(parser.getText());
                }
            }
            return tokens;
        } catch (IOException e) {
            throw new AssertionError("no JSON", e);
        }
    }

    private static boolean isRouting(JsonParser parser) throws IOException {
        return parser.getText().equals("routing");
    }

    /** With the names of answers made those of requests, wherever they stand. */
    private static List<String> renamed(List<String> tokens) {
        return tokens.stream()
                .map(
                        token ->
                                switch (token) {
                                    case "name predictions" -> "name instances";
                                    case "name outputs" -> "name inputs";
                                    default -> token;
                                })
                .toList();
    }

    private static void same(List<String> expected, List<String> found) {
        require(expected.equals(found), "expected " + expected + "\nfound    " + found);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
