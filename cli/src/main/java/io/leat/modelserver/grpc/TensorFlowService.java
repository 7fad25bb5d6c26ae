// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.Int64Value;
import io.grpc.ServerServiceDefinition;
import io.leat.modelserver.NamedTensors;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.Tensor;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.serving.ModelSpec;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.tensorflow.serving.PredictResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** TensorFlow Serving's PredictionService, of which models that are no classifiers have Predict. */
final class TensorFlowService {

    private final ServedUnits units;

    TensorFlowService(ServedUnits units) {
        this.units = units;
    }

    ServerServiceDefinition definition() {
        return new GrpcService("tensorflow.serving.PredictionService")
                .with("Predict", PredictRequest.getDefaultInstance(), this::predict)
                .definition();
    }

    private PredictResponse predict(PredictRequest request) throws RefusedException {
        ModelSpec spec = request.getModelSpec();
        String version = spec.hasVersion() ? "" + spec.getVersion().getValue() : null;
        ServedModel model = units.find(ServedModel.class, spec.getName(), version);
        ServedUnits.requireSignature(spec.getSignatureName());
        List<Tensor> inputs = new ArrayList<>();
        for (Map.Entry<String, TensorProto> input : request.getInputsMap().entrySet()) {
            inputs.add(TensorFlowTensors.read(input.getKey(), input.getValue()));
        }
        PredictResponse.Builder response = PredictResponse.newBuilder();
        for (Tensor output : NamedTensors.infer(model, inputs, request.getOutputFilterList())) {
            response.putOutputs(output.name(), TensorFlowTensors.write(output));
        }
        return response.setModelSpec(
                        ModelSpec.newBuilder()
                                .setName(spec.getName())
                                .setVersion(Int64Value.of(Long.parseLong(ServedUnits.VERSION)))
                                .setSignatureName(ServedUnits.SIGNATURE))
                .build();
    }
}
