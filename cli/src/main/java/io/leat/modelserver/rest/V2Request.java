// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.json.JsonStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A V2 inference request.
 *
 * @param id the caller's, to be echoed, or null
 * @param tensors one for each input of the model, in the model's order
 * @param outputs the names asked for; empty asks for all
 */
record V2Request(@Nullable String id, List<Tensor> tensors, Set<String> outputs) {

    /**
     * @throws RefusedException if the body is no request for this model
     */
    static V2Request read(byte[] body, ServedModel model) throws RefusedException {
        Reader reader = new Reader();
        JsonStream.readObject(body, reader::member);
        return reader.finish(model);
    }

    /** Collects one request. Used once, by one thread. */
    private static final class Reader {

        private final Map<String, V2Input> inputs = new LinkedHashMap<>();
        private final Set<String> outputs = new TreeSet<>();
        private @Nullable String id;

        void member(String name, JsonParser json) throws IOException, RefusedException {
            switch (name) {
                case "id" -> id = optionalText(json);
                case "inputs" -> JsonStream.readElements(json, name, this::input);
                case "outputs" -> JsonStream.readElements(json, name, this::output);
                default -> json.skipChildren();
            }
        }

        V2Request finish(ServedModel model) throws RefusedException {
            List<Tensor> tensors = new ArrayList<>();
            for (TensorSpec spec : model.inputs()) {
                V2Input input = inputs.get(spec.name());
                if (input == null) {
                    throw RefusedException.badRequest(
                            "inputs: no \""
                                    + spec.name()
                                    + "\" (expected: "
                                    + names(model.inputs())
                                    + ")");
                }
                tensors.add(input.bind(spec));
            }
            requireKnown("input", inputs.keySet(), names(model.inputs()));
            requireKnown("output", outputs, names(model.outputs()));
            return new V2Request(id, tensors, outputs);
        }

        private static @Nullable String optionalText(JsonParser json)
                throws IOException, RefusedException {
            return json.currentToken() == JsonToken.VALUE_NULL
                    ? null
                    : JsonStream.readText(json, "id");
        }

        private void input(JsonParser json) throws IOException, RefusedException {
            V2Input input = V2Input.read(json);
            if (inputs.put(input.name(), input) != null) {
                throw RefusedException.badRequest("input \"" + input.name() + "\": given twice");
            }
        }

        private void output(JsonParser json) throws IOException, RefusedException {
            JsonStream.readMembers(
                    json,
                    "outputs",
                    (name, value) -> {
                        if (name.equals("name")) {
                            outputs.add(JsonStream.readText(value, "outputs"));
                        } else {
                            value.skipChildren();
                        }
                    });
        }

        private static void requireKnown(String what, Set<String> given, List<String> known)
                throws RefusedException {
            for (String name : given) {
                if (!known.contains(name)) {
                    throw RefusedException.badRequest(
                            what + " \"" + name + "\" (expected: " + known + ")");
                }
            }
        }

        private static List<String> names(List<TensorSpec> specs) {
            return specs.stream().map(TensorSpec::name).toList();
        }
    }
}
