// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.codec.tensor.Matrix;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The built-in nodes of Seldon's first engine, for SeldonMessages in JSON. */
public final class JsonBuiltIns {

    /** What SIMPLE_MODEL, a stub for tests and measurements, always answers. */
    private static final String SIMPLE_HEAD =
            """
            {"status":{"status":"SUCCESS"},"meta":{"metrics":[\
            {"key":"mymetric_counter","type":"COUNTER","value":1.0},\
            {"key":"mymetric_gauge","type":"GAUGE","value":100.0},\
            {"key":"mymetric_timer","type":"TIMER","value":22.1}]},\
            """;

    private static final String SIMPLE_DATA =
            """
            "data":{"names":["class0","class1","class2"],\
            "tensor":{"shape":[1,3],"values":[0.1,0.9,0.5]}}\
            """;

    private JsonBuiltIns() {}

    /** Text and binary data come back as they are; anything else becomes three fixed numbers. */
    public static Payload simpleModel(Payload request) throws BadPayloadException {
        byte[] body = request.body();
        Json.Span echo = echoed(body);
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.writeBytes(SIMPLE_HEAD.getBytes(StandardCharsets.UTF_8));
        if (echo == null) {
            out.writeBytes(SIMPLE_DATA.getBytes(StandardCharsets.UTF_8));
        } else {
            out.write(body, echo.from(), echo.to() - echo.from());
        }
        out.write('}');
        return new Payload(out.toByteArray(), request.type());
    }

    /** The first message, its numbers replaced by the mean of all. */
    public static Payload average(List<Payload> messages) throws BadPayloadException {
        List<Matrix> matrices = new ArrayList<>(messages.size());
        JsonMatrix first = null;
        for (int part = 0; part < messages.size(); part++) {
            JsonMatrix next = read(part, messages.get(part));
            first = first == null ? next : first;
            matrices.add(next.matrix());
        }
        if (first == null) {
            throw new BadPayloadException("no answers (expected: at least one, to be averaged)");
        }
        Payload message = messages.get(0);
        return new Payload(first.with(message.body(), Matrix.average(matrices)), message.type());
    }

    private static JsonMatrix read(int part, Payload message) throws BadPayloadException {
        try {
            return JsonMatrix.read(message.body());
        } catch (BadPayloadException e) {
            throw BadPayloadException.inPart(part, e.getMessage());
        }
    }

    private static Json.@Nullable Span echoed(byte[] body) throws BadPayloadException {
        try (JsonParser parser = Json.parser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw noMessage();
            }
            Json.Span echo = null;
            int start = Json.start(body);
            for (String name = parser.nextFieldName();
                    name != null;
                    name = parser.nextFieldName()) {
                int from = Json.tokenStart(parser, start);
                parser.nextToken();
                Json.finish(parser);
                if (name.equals("strData") || name.equals("binData")) {
                    echo = new Json.Span(from, Json.tokenEnd(parser, start));
                }
            }
            if (parser.nextToken() != null) {
                throw noMessage();
            }
            return echo;
        } catch (IOException e) {
            throw noMessage();
        }
    }

    private static BadPayloadException noMessage() {
        return new BadPayloadException("no JSON object (expected: a SeldonMessage)");
    }
}
