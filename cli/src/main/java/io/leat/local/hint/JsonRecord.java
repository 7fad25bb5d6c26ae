// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.hint;

import io.leat.protocol.Protocol;
import java.util.List;
import java.util.stream.Collectors;

/** A predict request in JSON, as a shell prints it. */
final class JsonRecord {

    private JsonRecord() {}

    /**
     * The command that prints it.
     *
     * @param inputs at least one
     */
    static String command(Protocol protocol, List<ModelInput> inputs) {
        return ShellJson.print(body(protocol, inputs));
    }

    private static String body(Protocol protocol, List<ModelInput> inputs) {
        return switch (protocol) {
            case V2 ->
                    inputs.stream()
                            .map(JsonRecord::v2)
                            .collect(Collectors.joining(",", "{\"inputs\":[", "]}"));
            case TENSORFLOW -> "{\"instances\":[" + instance(inputs) + "]}";
            case SELDON -> seldon(inputs.get(0));
        };
    }

    private static String v2(ModelInput input) {
        return "{\"name\":%s,\"shape\":[%s],\"datatype\":%s,\"data\":%s}"
                .formatted(
                        ShellJson.text(input.name()),
                        input.shape().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")),
                        ShellJson.text(input.datatype()),
                        ShellJson.flat(input.literal(), input.values()));
    }

    /** One row; its tensors are named where there are several. */
    private static String instance(List<ModelInput> inputs) {
        return inputs.size() == 1
                ? row(inputs.get(0))
                : inputs.stream()
                        .map(input -> ShellJson.text(input.name()) + ":" + row(input))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String row(ModelInput input) {
        List<Long> shape = input.shape();
        return ShellJson.array(
                input.literal(), shape.isEmpty() ? shape : shape.subList(1, shape.size()));
    }

    private static String seldon(ModelInput input) {
        return "{\"data\":{\"ndarray\":%s}}"
                .formatted(ShellJson.array(input.literal(), input.shape()));
    }
}
