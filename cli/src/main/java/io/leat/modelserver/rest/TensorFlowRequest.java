// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.json.JsonStream;
import io.leat.modelserver.json.NestedArray;
import io.leat.modelserver.json.ServedTensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A TensorFlow predict request.
 *
 * @param format how it came, which is how it is answered
 * @param tensors one for each input of the model, in the model's order
 */
record TensorFlowRequest(Format format, List<Tensor> tensors) {

    /** Rows are {@code instances}, one element per instance; columns are {@code inputs}. */
    enum Format {
        ROWS,
        COLUMNS
    }

    /**
     * @throws RefusedException if the body is no request for a model with these inputs
     */
    static TensorFlowRequest read(byte[] body, List<TensorSpec> inputs) throws RefusedException {
        Reader reader = new Reader(inputs);
        JsonStream.readObject(body, reader::member);
        return reader.finish();
    }

    /** Collects the arrays of one request. Used once, by one thread. */
    private static final class Reader {

        private final List<TensorSpec> inputs;
        private final List<NestedArray> arrays = new ArrayList<>();
        private @Nullable Format format;

        Reader(List<TensorSpec> inputs) {
            this.inputs = inputs;
            inputs.forEach(input -> arrays.add(new NestedArray(input.name())));
        }

        void member(String name, JsonParser json) throws IOException, RefusedException {
            switch (name) {
                case "instances" -> {
                    begin(Format.ROWS);
                    JsonStream.readElements(json, name, this::instance);
                    for (NestedArray array : arrays) {
                        array.endElements();
                    }
                }
                case "inputs" -> {
                    begin(Format.COLUMNS);
                    columns(json);
                }
                case "signature_name" ->
                        ServedUnits.requireSignature(JsonStream.readText(json, name));
                default -> json.skipChildren();
            }
        }

        TensorFlowRequest finish() throws RefusedException {
            if (format == null) {
                throw RefusedException.badRequest(
                        "body: neither \"instances\" nor \"inputs\" (expected: one of them)");
            }
            List<Tensor> tensors = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                NestedArray array = arrays.get(i);
                tensors.add(ServedTensors.bind(inputs.get(i), array.shape(), array.numbers()));
            }
            return new TensorFlowRequest(format, tensors);
        }

        private void begin(Format stated) throws RefusedException {
            if (format != null) {
                throw RefusedException.badRequest(
                        "body: both \"instances\" and \"inputs\" (expected: one of them)");
            }
            format = stated;
        }

        /** An object that names the inputs or, for a model with one input, its bare value. */
        private void instance(JsonParser json) throws IOException, RefusedException {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                long before = arrays.get(0).elements();
                JsonStream.readMembers(
                        json, "instances", (name, row) -> named(name).readElement(row));
                requireAll("instances", before + 1);
            } else {
                single("instances").readElement(json);
            }
        }

        private void columns(JsonParser json) throws IOException, RefusedException {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                List<String> seen = new ArrayList<>();
                JsonStream.readMembers(
                        json,
                        "inputs",
                        (name, column) -> {
                            named(name).readAll(column);
                            seen.add(name);
                        });
                for (TensorSpec input : inputs) {
                    requireNamed("inputs", input, seen.contains(input.name()));
                }
            } else {
                single("inputs").readAll(json);
            }
        }

        private void requireAll(String where, long elements) throws RefusedException {
            for (int i = 0; i < inputs.size(); i++) {
                requireNamed(where, inputs.get(i), arrays.get(i).elements() == elements);
            }
        }

        private void requireNamed(String where, TensorSpec input, boolean named)
                throws RefusedException {
            if (!named) {
                throw RefusedException.badRequest(
                        where + ": no \"" + input.name() + "\" (expected: " + names() + ")");
            }
        }

        private NestedArray single(String where) throws RefusedException {
            if (inputs.size() != 1) {
                throw RefusedException.badRequest(
                        where + ": unnamed values (expected: objects with " + names() + ")");
            }
            return arrays.get(0);
        }

        private NestedArray named(String name) throws RefusedException {
            for (int i = 0; i < inputs.size(); i++) {
                if (inputs.get(i).name().equals(name)) {
                    return arrays.get(i);
                }
            }
            throw RefusedException.badRequest("input \"" + name + "\" (expected: " + names() + ")");
        }

        private List<String> names() {
            return inputs.stream().map(TensorSpec::name).toList();
        }
    }
}
