// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.codec.tensor.Matrix;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.wire.seldon.Meta;
import io.leat.wire.seldon.Metric;
import io.leat.wire.seldon.SeldonMessage;
import java.util.ArrayList;
import java.util.List;

/** The built-in nodes of Seldon's first engine, for protobuf SeldonMessages. */
public final class ProtoBuiltIns {

    private static final int MESSAGE_DATA = SeldonMessage.DATA_FIELD_NUMBER;
    private static final int MESSAGE_BIN_DATA = SeldonMessage.BINDATA_FIELD_NUMBER;
    private static final int MESSAGE_STR_DATA = SeldonMessage.STRDATA_FIELD_NUMBER;
    private static final int MESSAGE_LAST_OF_DATA = SeldonMessage.CUSTOMDATA_FIELD_NUMBER;

    private static final int STATUS = SeldonMessage.STATUS_FIELD_NUMBER;
    private static final int META = SeldonMessage.META_FIELD_NUMBER;
    private static final int META_METRICS = Meta.METRICS_FIELD_NUMBER;
    private static final int COUNTER = Metric.MetricType.COUNTER_VALUE;
    private static final int GAUGE = Metric.MetricType.GAUGE_VALUE;
    private static final int TIMER = Metric.MetricType.TIMER_VALUE;

    private static final byte[] SIMPLE_HEAD = simpleHead();
    private static final byte[] SIMPLE_DATA = simpleData();

    private ProtoBuiltIns() {}

    /** Text and binary data come back as they are; anything else becomes three fixed numbers. */
    public static Payload simpleModel(Payload request) throws BadPayloadException {
        byte[] body = request.body();
        Field data =
                ProtobufFields.last(
                        ProtobufFields.fields(body), MESSAGE_DATA, MESSAGE_LAST_OF_DATA);
        boolean echo =
                data != null && (data.isBlock(MESSAGE_BIN_DATA) || data.isBlock(MESSAGE_STR_DATA));
        byte[] reply =
                ProtobufFields.write(
                        256,
                        out -> {
                            out.write(SIMPLE_HEAD, 0, SIMPLE_HEAD.length);
                            if (data != null && echo) {
                                ProtobufFields.copy(out, body, data);
                            } else {
                                out.writeByteArray(MESSAGE_DATA, SIMPLE_DATA);
                            }
                        });
        return new Payload(reply, request.type());
    }

    /** The first message, its numbers replaced by the mean of all. */
    public static Payload average(List<Payload> messages) throws BadPayloadException {
        List<Matrix> matrices = new ArrayList<>(messages.size());
        for (int part = 0; part < messages.size(); part++) {
            try {
                matrices.add(ProtoMatrix.read(messages.get(part).body()));
            } catch (BadPayloadException e) {
                throw BadPayloadException.inPart(part, e.getMessage());
            }
        }
        Payload first = messages.get(0);
        byte[] mean = ProtoMatrix.with(first.body(), Matrix.average(matrices));
        return new Payload(mean, first.type());
    }

    private static byte[] simpleHead() {
        byte[] metrics =
                ProtobufFields.write(
                        96,
                        out -> {
                            out.writeByteArray(
                                    META_METRICS, metric("mymetric_counter", COUNTER, 1));
                            out.writeByteArray(META_METRICS, metric("mymetric_gauge", GAUGE, 100));
                            out.writeByteArray(
                                    META_METRICS, metric("mymetric_timer", TIMER, 22.1f));
                        });
        return ProtobufFields.write(
                128,
                out -> {
                    // Success is a status whose every field has its default.
                    out.writeByteArray(STATUS, new byte[0]);
                    out.writeByteArray(META, metrics);
                });
    }

    private static byte[] metric(String key, int type, float value) {
        return ProtobufFields.write(
                32,
                out -> {
                    out.writeString(1, key);
                    out.writeEnum(2, type);
                    out.writeFloat(3, value);
                });
    }

    private static byte[] simpleData() {
        byte[] tensor = ProtoMatrix.tensor(new Matrix(1, 3, new double[] {0.1, 0.9, 0.5}));
        return ProtobufFields.write(
                80,
                out -> {
                    for (String name : List.of("class0", "class1", "class2")) {
                        out.writeString(ProtoMatrix.DATA_NAMES, name);
                    }
                    out.writeByteArray(ProtoMatrix.DATA_TENSOR, tensor);
                });
    }
}
