// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.leat.modelserver.json.JsonTrees;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.Tensor;

/**
 * The {@code data} of a SeldonMessage as the tree of its JSON, and back. By hand, as protobuf's
 * JsonFormat fails on an ndarray with NaN in it.
 */
final class SeldonDataProto {

    private SeldonDataProto() {}

    static ObjectNode read(DefaultData data) {
        ObjectNode json = JsonTrees.object();
        ArrayNode names = json.putArray("names");
        data.getNamesList().forEach(names::add);
        switch (data.getDataOneofCase()) {
            case TENSOR -> {
                ObjectNode tensor = json.putObject("tensor");
                ArrayNode shape = tensor.putArray("shape");
                data.getTensor().getShapeList().forEach(shape::add);
                ArrayNode values = tensor.putArray("values");
                data.getTensor().getValuesList().forEach(values::add);
            }
            case NDARRAY -> read(data.getNdarray(), json.putArray("ndarray"));
            case TFTENSOR -> json.putObject("tftensor");
            case DATAONEOF_NOT_SET -> {}
        }
        return json;
    }

    private static void read(ListValue list, ArrayNode json) {
        for (Value value : list.getValuesList()) {
            switch (value.getKindCase()) {
                case NUMBER_VALUE -> json.add(value.getNumberValue());
                case STRING_VALUE -> json.add(value.getStringValue());
                case BOOL_VALUE -> json.add(value.getBoolValue());
                case LIST_VALUE -> read(value.getListValue(), json.addArray());
                case STRUCT_VALUE -> json.addObject();
                case NULL_VALUE, KIND_NOT_SET -> json.addNull();
            }
        }
    }

    static DefaultData write(JsonNode json) {
        DefaultData.Builder data = DefaultData.newBuilder();
        json.path("names").forEach(name -> data.addNames(name.textValue()));
        if (json.has("tensor")) {
            Tensor.Builder tensor = data.getTensorBuilder();
            json.path("tensor").path("shape").forEach(length -> tensor.addShape(length.intValue()));
            json.path("tensor").path("values").forEach(value -> tensor.addValues(number(value)));
        } else {
            data.setNdarray(list(json.path("ndarray")));
        }
        return data.build();
    }

    private static ListValue list(JsonNode json) {
        ListValue.Builder list = ListValue.newBuilder();
        for (JsonNode element : json) {
            Value.Builder value = list.addValuesBuilder();
            if (element.isArray()) {
                value.setListValue(list(element));
            } else if (element.isTextual()) {
                value.setStringValue(element.textValue());
            } else {
                value.setNumberValue(number(element));
            }
        }
        return list.build();
    }

    /** As JSON has it: 0.1f is 0.1. A boolean is 0 or 1. */
    private static double number(JsonNode json) {
        return json.isFloat() ? Double.parseDouble(json.asText()) : json.asDouble();
    }
}
