// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.Int64Value;
import io.grpc.ServerServiceDefinition;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.Tensor;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.serving.ModelSpec;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.tensorflow.serving.PredictResponse;
import java.util.HashMap;
import java.util.Map;

/** TensorFlow Serving's PredictionService, of which models that are no classifiers have Predict. */
final class TensorFlowService {

    private static final String SERVICE = "tensorflow.serving.PredictionService";
    private static final String SIGNATURE = "serving_default";

    private final ServedUnits units;

    TensorFlowService(ServedUnits units) {
        this.units = units;
    }

    ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(
                        GrpcMethod.define(
                                SERVICE + "/Predict",
                                PredictRequest.getDefaultInstance(),
                                PredictResponse.getDefaultInstance(),
                                this::predict))
                .build();
    }

    private PredictResponse predict(PredictRequest request) throws RefusedException {
        ModelSpec spec = request.getModelSpec();
        String version = spec.hasVersion() ? "" + spec.getVersion().getValue() : null;
        ServedModel model = units.find(ServedModel.class, spec.getName(), version);
        String signature = spec.getSignatureName();
        if (!signature.isEmpty() && !signature.equals(SIGNATURE)) {
            throw RefusedException.badRequest(
                    "signature_name \"%s\" (expected: \"%s\")".formatted(signature, SIGNATURE));
        }
        Map<String, Tensor> inputs = new HashMap<>();
        for (Map.Entry<String, TensorProto> input : request.getInputsMap().entrySet()) {
            inputs.put(input.getKey(), TensorFlowTensors.read(input.getKey(), input.getValue()));
        }
        PredictResponse.Builder response = PredictResponse.newBuilder();
        for (Tensor output : NamedTensors.infer(model, inputs, request.getOutputFilterList())) {
            response.putOutputs(output.name(), TensorFlowTensors.write(output));
        }
        return response.setModelSpec(
                        ModelSpec.newBuilder()
                                .setName(spec.getName())
                                .setVersion(Int64Value.of(Long.parseLong(ServedUnits.VERSION)))
                                .setSignatureName(SIGNATURE))
                .build();
    }
}
