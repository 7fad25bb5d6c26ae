// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorValues;
import io.leat.modelserver.seldon.SeldonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Arrays of arrays of numbers as protobuf's {@code ListValue}. */
final class NestedValues {

    private NestedValues() {}

    /**
     * Reads a {@code data.ndarray}.
     *
     * @throws RefusedException if its arrays differ in length or depth, or hold something else
     */
    static SeldonArray read(List<String> names, ListValue list) throws RefusedException {
        List<Long> lengths = lengths(list);
        DoubleStream.Builder numbers = DoubleStream.builder();
        read(list, lengths, 0, numbers);
        return new SeldonArray(
                SeldonArray.Form.NDARRAY, names, new Shape(lengths), numbers.build().toArray());
    }

    /** How long the first array of each depth is, which all others must be. */
    private static List<Long> lengths(ListValue list) {
        List<Long> lengths = new ArrayList<>();
        ListValue next = list;
        while (true) {
            lengths.add((long) next.getValuesCount());
            if (next.getValuesCount() == 0 || !next.getValues(0).hasListValue()) {
                return lengths;
            }
            next = next.getValues(0).getListValue();
        }
    }

    private static void read(
            ListValue list, List<Long> lengths, int depth, DoubleStream.Builder numbers)
            throws RefusedException {
        boolean inner = depth == lengths.size() - 1;
        if (list.getValuesCount() != lengths.get(depth)) {
            throw refused("ragged");
        }
        for (Value value : list.getValuesList()) {
            if (inner && value.hasNumberValue()) {
                numbers.add(value.getNumberValue());
            } else if (!inner && value.hasListValue()) {
                read(value.getListValue(), lengths, depth + 1, numbers);
            } else {
                throw refused(inner ? "something that is no number" : "ragged");
            }
        }
    }

    private static RefusedException refused(String found) {
        return RefusedException.badRequest(
                "data.ndarray: " + found + " (expected: numbers, one length at each depth)");
    }

    static ListValue write(Tensor tensor) {
        return write(tensor, 0, new int[1]);
    }

    /**
     * @param next holds the position of the next value
     */
    private static ListValue write(Tensor tensor, int depth, int[] next) {
        ListValue.Builder list = ListValue.newBuilder();
        List<Long> lengths = tensor.shape().lengths();
        for (long i = 0; i < lengths.get(depth); i++) {
            list.addValues(
                    depth == lengths.size() - 1
                            ? value(tensor, next[0]++)
                            : Value.newBuilder()
                                    .setListValue(write(tensor, depth + 1, next))
                                    .build());
        }
        return list.build();
    }

    static Value value(Tensor tensor, int i) {
        Value.Builder value = Value.newBuilder();
        TensorValues values = tensor.values();
        if (values instanceof TensorValues.Texts texts) {
            value.setStringValue(texts.values().get(i));
        } else if (values instanceof TensorValues.Integers integers) {
            value.setNumberValue((double) integers.values()[i]);
        } else {
            value.setNumberValue(shortest(tensor, i));
        }
        return value.build();
    }

    /** As JSON would have it: 0.1f is 0.1. */
    private static double shortest(Tensor tensor, int i) {
        double value = tensor.decimals()[i];
        return tensor.datatype() == Datatype.FP32
                ? Double.parseDouble(Float.toString((float) value))
                : value;
    }
}
