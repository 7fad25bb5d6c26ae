// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.leat.job.Exchange.Outcome;
import io.leat.wire.v2.InferTensorContents;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferRequest.InferInputTensor;
import io.leat.wire.v2.ModelInferResponse;
import io.leat.wire.v2.ModelInferResponse.InferOutputTensor;

/** Messages of the v2 protocol over gRPC, with one tensor {@code x} of single-precision numbers. */
final class V2Proto {

    private V2Proto() {}

    private static InferInputTensor.Builder row(int numbers) {
        return InferInputTensor.newBuilder()
                .setName("x")
                .setDatatype("FP32")
                .addShape(1)
                .addShape(numbers);
    }

    /** One row as a list of numbers, for a model that the graph names. */
    static ModelInferRequest request(float... numbers) {
        return ModelInferRequest.newBuilder()
                .addInputs(row(numbers.length).setContents(contents(numbers)))
                .build();
    }

    /** The same as bytes. */
    static ModelInferRequest rawRequest(float... numbers) {
        return ModelInferRequest.newBuilder()
                .addInputs(row(numbers.length))
                .addRawInputContents(raw(numbers))
                .build();
    }

    /** The same as another model's answer. */
    static ModelInferResponse answer(float... numbers) {
        return ModelInferResponse.newBuilder()
                .setModelName("before")
                .setModelVersion("7")
                .addOutputs(
                        InferOutputTensor.newBuilder()
                                .setName("x")
                                .setDatatype("FP32")
                                .addShape(1)
                                .addShape(numbers.length))
                .addRawOutputContents(raw(numbers))
                .build();
    }

    static ByteString raw(float... numbers) {
        return ByteString.copyFrom(V2Json.tensor(numbers));
    }

    private static InferTensorContents contents(float... numbers) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        for (float number : numbers) {
            contents.addFp32Contents(number);
        }
        return contents.build();
    }

    static ModelInferResponse response(Outcome prediction) throws InvalidProtocolBufferException {
        assertThat(prediction.header("proto-name")).isEqualTo("inference.ModelInferResponse");
        return ModelInferResponse.parseFrom(prediction.value());
    }
}
