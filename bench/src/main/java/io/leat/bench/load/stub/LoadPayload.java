// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.stub;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.Tensor;
import io.leat.wire.tensorflow.DataType;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.TensorShapeProto;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.v2.ModelInferRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the records of a row hold. */
public enum LoadPayload {
    /** 40 bytes: one row of four numbers. */
    SELDON_REST(Protocol.SELDON, Transport.REST) {
        @Override
        public byte[] value() {
            return utf8("{\"data\":{\"ndarray\":[[5.1,3.5,1.4,0.2]]}}");
        }
    },
    SELDON_GRPC(Protocol.SELDON, Transport.GRPC) {
        @Override
        public byte[] value() {
            return tensor(DoubleStream.of(5.1, 3.5, 1.4, 0.2), 1, 4).toByteArray();
        }
    },
    TENSORFLOW_REST(Protocol.TENSORFLOW, Transport.REST) {
        @Override
        public byte[] value() {
            return utf8("{\"instances\":[[5.1,3.5,1.4,0.2]]}");
        }
    },
    TENSORFLOW_GRPC(Protocol.TENSORFLOW, Transport.GRPC) {
        @Override
        public byte[] value() {
            return PredictRequest.newBuilder()
                    .putInputs(
                            "x",
                            TensorProto.newBuilder()
                                    .setDtype(DataType.DT_FLOAT)
                                    .setTensorShape(
                                            TensorShapeProto.newBuilder()
                                                    .addDim(size(1))
                                                    .addDim(size(4)))
                                    .setTensorContent(floats(5.1f, 3.5f, 1.4f, 0.2f))
                                    .build())
                    .build()
                    .toByteArray();
        }
    },
    V2_REST(Protocol.V2, Transport.REST) {
        @Override
        public byte[] value() {
            return utf8(
                    "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[5.1,3.5,1.4,0.2]}]}");
        }
    },
    /** Four floats as a raw tensor. */
    V2_GRPC(Protocol.V2, Transport.GRPC) {
        @Override
        public byte[] value() {
            return ModelInferRequest.newBuilder()
                    .addInputs(
                            ModelInferRequest.InferInputTensor.newBuilder()
                                    .setName("x")
                                    .setDatatype("FP32")
                                    .addShape(1)
                                    .addShape(4))
                    .addRawInputContents(floats(5.1f, 3.5f, 1.4f, 0.2f))
                    .build()
                    .toByteArray();
        }
    },
    /** An image of 32 x 32 points in three colours, 23 kB. */
    IMAGE_REST(Protocol.SELDON, Transport.REST) {
        @Override
        public byte[] value() {
            return image(SIDE);
        }
    },
    /** The same, with all lines equal too. */
    IMAGE_GRPC(Protocol.SELDON, Transport.GRPC) {
        @Override
        public byte[] value() {
            int size = SIDE * SIDE * 3;
            DoubleStream points = IntStream.range(0, size).mapToDouble(i -> i % (3 * SIDE) / 4096.);
            return tensor(points, 1, size).toByteArray();
        }
    },
    /** An image of so many lines that it has a megabyte. */
    MEGABYTE_REST(Protocol.SELDON, Transport.REST) {
        @Override
        public byte[] value() {
            return image(1_390);
        }
    },
    /** Ten times as many. */
    TEN_MEGABYTES_REST(Protocol.SELDON, Transport.REST) {
        @Override
        public byte[] value() {
            return image(13_900);
        }
    },
    /** A text of so many letters. */
    TEXT_1_KB(Protocol.SELDON, Transport.REST) {
        @Override
        public byte[] value() {
            return text(1_000);
        }
    },
    TEXT_10_KB(Protocol.SELDON, Transport.REST) {
        @Override
        public byte[] value() {
            return text(10_000);
        }
    },
    TEXT_100_KB(Protocol.SELDON, Transport.REST) {
        @Override
        public byte[] value() {
            return text(100_000);
        }
    },
    TEXT_1_MB(Protocol.SELDON, Transport.REST) {
        @Override
        public byte[] value() {
            return text(1_000_000);
        }
    },
    /** Ten megabytes, not compressed. */
    HUGE_REST(Protocol.SELDON, Transport.REST) {
        @Override
        public byte[] value() {
            return text(10_000_000);
        }
    };

    private static final int SIDE = 32;

    private final Protocol protocol;
    private final Transport transport;

    LoadPayload(Protocol protocol, Transport transport) {
        this.protocol = protocol;
        this.transport = transport;
    }

    /** The smallest that is at least so large, over REST in seldon's protocol. */
    public static LoadPayload ofBytes(int bytes) {
        return Stream.of(SELDON_REST, TEXT_1_KB, TEXT_10_KB, TEXT_100_KB, TEXT_1_MB, HUGE_REST)
                .filter(payload -> payload.value().length >= bytes)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no payload of " + bytes));
    }

    private static byte[] text(int letters) {
        return utf8("{\"strData\":\"" + "x".repeat(letters) + "\"}");
    }

    /** Made anew each time. */
    public abstract byte[] value();

    public Protocol protocol() {
        return protocol;
    }

    public Transport transport() {
        return transport;
    }

    /** Where a stub that listens at the port is asked over REST. */
    public String url(int port) {
        return "http://127.0.0.1:" + port + path();
    }

    /** Where a model named m is asked: the path over REST, the method over gRPC. */
    public String path() {
        return switch (transport) {
            case REST ->
                    switch (protocol) {
                        case SELDON -> "/predict";
                        case TENSORFLOW -> "/v1/models/m:predict";
                        case V2 -> "/v2/models/m/infer";
                    };
            case GRPC ->
                    switch (protocol) {
                        case SELDON -> "seldon.protos.Model/Predict";
                        case TENSORFLOW -> "tensorflow.serving.PredictionService/Predict";
                        case V2 -> "inference.GRPCInferenceService/ModelInfer";
                    };
        };
    }

    /**
     * How producers would compress it: what is large, as no disk brings as many uncompressed as a
     * model takes.
     */
    public String compression() {
        return switch (this) {
            case IMAGE_REST,
                    IMAGE_GRPC,
                    MEGABYTE_REST,
                    TEN_MEGABYTES_REST,
                    TEXT_10_KB,
                    TEXT_100_KB,
                    TEXT_1_MB ->
                    "lz4";
            default -> "none";
        };
    }

    /** The message's name, which a record carries in the header {@code proto-name}. */
    public @Nullable String protoName() {
        return switch (transport) {
            case REST -> null;
            case GRPC ->
                    switch (protocol) {
                        case SELDON -> "seldon.protos.SeldonMessage";
                        case TENSORFLOW -> "tensorflow.serving.PredictRequest";
                        case V2 -> "inference.ModelInferRequest";
                    };
        };
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Lines of points in three colours, as JSON. */
    private static byte[] image(int lines) {
        String line =
                IntStream.range(0, SIDE)
                        .mapToObj(i -> "[0.%04d,0.%04d,0.%04d]".formatted(i, 2 * i, 500 + i))
                        .collect(Collectors.joining(",", "[", "]"));
        return utf8(
                "{\"data\":{\"ndarray\":[["
                        + String.join(",", Collections.nCopies(lines, line))
                        + "]]}}");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageLite tensor(DoubleStream values, int... shape) {
        Tensor.Builder tensor = Tensor.newBuilder();
        IntStream.of(shape).forEach(tensor::addShape);
        values.forEach(tensor::addValues);
        return SeldonMessage.newBuilder()
                .setData(DefaultData.newBuilder().setTensor(tensor))
                .build();
    }

    private static TensorShapeProto.Dim size(int size) {
        return TensorShapeProto.Dim.newBuilder().setSize(size).build();
    }

    private static ByteString floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return ByteString.copyFrom(bytes.flip());
    }
}
