// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.model;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.Meta;
import io.leat.wire.seldon.SeldonMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbered requests and answers of the seldon protocol. */
public enum SeldonMessages {
    REST {
        @Override
        public byte[] request(long number) {
            return "{\"data\":{\"ndarray\":[[%d]]}}"
                    .formatted(number)
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] request(long number, int size) {
            return "{\"data\":{\"ndarray\":[[%d]]},\"meta\":{\"tags\":{\"pad\":\"%s\"}}}"
                    .formatted(number, padding(size))
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] answer(long number) {
            return "{\"data\":{\"ndarray\":[[%d,%d]]}}"
                    .formatted(number, 2 * number)
                    .getBytes(StandardCharsets.UTF_8);
        }
    },
    GRPC {
        @Override
        public byte[] request(long number) {
            return message(number).toByteArray();
        }

        @Override
        public byte[] request(long number, int size) {
            Value pad = Value.newBuilder().setStringValue(padding(size)).build();
            return message(number).toBuilder()
                    .setMeta(Meta.newBuilder().putTags("pad", pad))
                    .build()
                    .toByteArray();
        }

        @Override
        public byte[] answer(long number) {
            return message(number, 2 * number).toByteArray();
        }
    };

    public abstract byte[] request(long number);

    /** With so many bytes beside the number. */
    public abstract byte[] request(long number, int size);

    public abstract byte[] answer(long number);

    public static SeldonMessage message(long... numbers) {
        ListValue.Builder row = ListValue.newBuilder();
        for (long number : numbers) {
            row.addValues(Value.newBuilder().setNumberValue((double) number));
        }
        return SeldonMessage.newBuilder()
                .setData(
                        DefaultData.newBuilder()
                                .setNdarray(
                                        ListValue.newBuilder()
                                                .addValues(Value.newBuilder().setListValue(row))))
                .build();
    }

    /** The number of a request, or below zero if it is none of ours. */
    static long number(SeldonMessage request) {
        ListValue rows = request.getData().getNdarray();
        if (rows.getValuesCount() == 0 || rows.getValues(0).getListValue().getValuesCount() == 0) {
            return -1;
        }
        return (long) rows.getValues(0).getListValue().getValues(0).getNumberValue();
    }

    /** So many letters. */
    public static String padding(int length) {
        char[] chars = new char[length];
        Arrays.fill(chars, 'x');
        return new String(chars);
    }
}
