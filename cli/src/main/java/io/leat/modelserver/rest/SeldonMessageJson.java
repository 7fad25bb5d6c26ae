// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.TensorValues;
import io.leat.modelserver.json.JsonStream;
import io.leat.modelserver.json.NestedArray;
import io.leat.modelserver.seldon.SeldonArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SeldonMessage in JSON with numbers in it.
 *
 * @param meta what of its {@code meta} goes into the answer
 */
record SeldonMessageJson(SeldonArray array, SeldonMeta meta) {

    private static final String EXPECTED = "data.ndarray or data.tensor";

    /**
     * @throws RefusedException if the body is no such message
     */
    static SeldonMessageJson read(byte[] body) throws RefusedException {
        Reader reader = new Reader();
        JsonStream.readObject(body, reader::member);
        return reader.finish();
    }

    /**
     * Reads what a combiner is sent: a list of messages, or an object with {@code seldonMessages}.
     */
    static List<SeldonMessageJson> readList(byte[] body) throws RefusedException {
        List<SeldonMessageJson> messages = new ArrayList<>();
        JsonStream.read(
                body,
                json -> {
                    if (json.currentToken() == JsonToken.START_ARRAY) {
                        readElements(json, messages);
                    } else {
                        JsonStream.readMembers(
                                json,
                                "body",
                                (name, value) -> {
                                    if (name.equals("seldonMessages")) {
                                        readElements(value, messages);
                                    } else {
                                        value.skipChildren();
                                    }
                                });
                    }
                });
        return messages;
    }

    private static void readElements(JsonParser json, List<SeldonMessageJson> into)
            throws IOException, RefusedException {
        JsonStream.readElements(
                json,
                "body",
                element -> {
                    Reader reader = new Reader();
                    JsonStream.readMembers(element, "message", reader::member);
                    into.add(reader.finish());
                });
    }

    /** Collects one message. Used once, by one thread. */
    private static final class Reader {

        private final List<String> names = new ArrayList<>();
        private SeldonMeta meta = SeldonMeta.NONE;
        private SeldonArray.@Nullable Form form;
        private @Nullable NestedArray numbers;
        private @Nullable Shape shape;

        void member(String name, JsonParser json) throws IOException, RefusedException {
            switch (name) {
                case "data" -> JsonStream.readMembers(json, name, this::data);
                case "meta" -> meta = SeldonMeta.read(json);
                case "strData", "binData", "jsonData", "customData" ->
                        throw RefusedException.badRequest(name + " (expected: " + EXPECTED + ")");
                default -> json.skipChildren();
            }
        }

        private void data(String name, JsonParser json) throws IOException, RefusedException {
            switch (name) {
                case "names" ->
                        JsonStream.readElements(
                                json,
                                name,
                                element -> names.add(JsonStream.readText(element, name)));
                case "ndarray" -> {
                    form = SeldonArray.Form.NDARRAY;
                    numbers = array("data.ndarray", json);
                }
                case "tensor" -> {
                    form = SeldonArray.Form.TENSOR;
                    JsonStream.readMembers(json, name, this::tensor);
                }
                default ->
                        throw RefusedException.badRequest(
                                "data." + name + " (expected: " + EXPECTED + ")");
            }
        }

        private void tensor(String name, JsonParser json) throws IOException, RefusedException {
            switch (name) {
                case "shape" ->
                        shape = new Shape(JsonStream.readLengths(json, "data.tensor.shape"));
                case "values" -> numbers = array("data.tensor.values", json);
                default -> json.skipChildren();
            }
        }

        private static NestedArray array(String where, JsonParser json)
                throws IOException, RefusedException {
            JsonStream.expect(json, JsonToken.START_ARRAY, where, "an array");
            NestedArray array = new NestedArray(where);
            array.readAll(json);
            return array;
        }

        SeldonMessageJson finish() throws RefusedException {
            if (form == null || numbers == null) {
                throw RefusedException.badRequest("no data (expected: " + EXPECTED + ")");
            }
            TensorValues values = numbers.numbers().toValues(Datatype.FP64, "data");
            double[] decimals = ((TensorValues.Decimals) values).values();
            Shape stated = form == SeldonArray.Form.TENSOR ? shape : numbers.shape();
            if (stated == null || stated.elements() != decimals.length) {
                throw RefusedException.badRequest(
                        "data.tensor: "
                                + decimals.length
                                + " values (expected: "
                                + (stated == null
                                        ? "a shape beside them"
                                        : "those of shape " + stated)
                                + ")");
            }
            return new SeldonMessageJson(new SeldonArray(form, names, stated, decimals), meta);
        }
    }
}
