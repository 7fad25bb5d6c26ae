// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import io.grpc.ServerServiceDefinition;
import io.leat.modelserver.NamedTensors;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferRequest.InferInputTensor;
import io.leat.wire.v2.ModelInferRequest.InferRequestedOutputTensor;
import io.leat.wire.v2.ModelInferResponse;
import io.leat.wire.v2.ModelInferResponse.InferOutputTensor;
import io.leat.wire.v2.ModelMetadataRequest;
import io.leat.wire.v2.ModelMetadataResponse;
import io.leat.wire.v2.ModelMetadataResponse.TensorMetadata;
import io.leat.wire.v2.ModelReadyRequest;
import io.leat.wire.v2.ModelReadyResponse;
import io.leat.wire.v2.ServerLiveRequest;
import io.leat.wire.v2.ServerLiveResponse;
import io.leat.wire.v2.ServerReadyRequest;
import io.leat.wire.v2.ServerReadyResponse;
import java.util.ArrayList;
import java.util.List;

/** The V2 protocol's GRPCInferenceService: health, readiness, metadata and infer. */
final class V2Service {

    private final ServedUnits units;

    V2Service(ServedUnits units) {
        this.units = units;
    }

    ServerServiceDefinition definition() {
        ServerLiveResponse live = ServerLiveResponse.newBuilder().setLive(true).build();
        ServerReadyResponse ready = ServerReadyResponse.newBuilder().setReady(true).build();
        return new GrpcService("inference.GRPCInferenceService")
                .with("ServerLive", ServerLiveRequest.getDefaultInstance(), request -> live)
                .with("ServerReady", ServerReadyRequest.getDefaultInstance(), request -> ready)
                .with("ModelReady", ModelReadyRequest.getDefaultInstance(), this::ready)
                .with("ModelMetadata", ModelMetadataRequest.getDefaultInstance(), this::metadata)
                .with("ModelInfer", ModelInferRequest.getDefaultInstance(), this::infer)
                .definition();
    }

    private ServedModel find(String name, String version) throws RefusedException {
        return units.find(ServedModel.class, name, version.isEmpty() ? null : version);
    }

    private ModelReadyResponse ready(ModelReadyRequest request) throws RefusedException {
        find(request.getName(), request.getVersion());
        return ModelReadyResponse.newBuilder().setReady(true).build();
    }

    private ModelMetadataResponse metadata(ModelMetadataRequest request) throws RefusedException {
        ServedModel model = find(request.getName(), request.getVersion());
        ModelMetadataResponse.Builder response =
                ModelMetadataResponse.newBuilder()
                        .setName(request.getName())
                        .addVersions(ServedUnits.VERSION)
                        .setPlatform(model.platform());
        model.inputs().forEach(spec -> response.addInputs(metadata(spec)));
        model.outputs().forEach(spec -> response.addOutputs(metadata(spec)));
        return response.build();
    }

    private static TensorMetadata metadata(TensorSpec spec) {
        return TensorMetadata.newBuilder()
                .setName(spec.name())
                .setDatatype(spec.datatype().name())
                .addAllShape(spec.shape().lengths())
                .build();
    }

    private ModelInferResponse infer(ModelInferRequest request) throws RefusedException {
        ServedModel model = find(request.getModelName(), request.getModelVersion());
        List<String> asked =
                request.getOutputsList().stream().map(InferRequestedOutputTensor::getName).toList();
        List<Tensor> outputs = NamedTensors.infer(model, inputs(request), asked);
        ModelInferResponse.Builder response =
                ModelInferResponse.newBuilder()
                        .setModelName(request.getModelName())
                        .setModelVersion(ServedUnits.VERSION)
                        .setId(request.getId());
        boolean raw = request.getRawInputContentsCount() > 0;
        for (Tensor output : outputs) {
            InferOutputTensor.Builder tensor =
                    response.addOutputsBuilder()
                            .setName(output.name())
                            .setDatatype(output.datatype().name())
                            .addAllShape(output.shape().lengths());
            if (raw) {
                response.addRawOutputContents(V2Tensors.raw(output));
            } else {
                tensor.setContents(V2Tensors.contents(output));
            }
        }
        return response.build();
    }

    private static List<Tensor> inputs(ModelInferRequest request) throws RefusedException {
        int raw = request.getRawInputContentsCount();
        if (raw > 0 && raw != request.getInputsCount()) {
            throw RefusedException.badRequest(
                    "%d raw_input_contents (expected: %d, one for each input)"
                            .formatted(raw, request.getInputsCount()));
        }
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < request.getInputsCount(); i++) {
            InferInputTensor input = request.getInputs(i);
            inputs.add(V2Tensors.read(input, raw == 0 ? null : request.getRawInputContents(i)));
        }
        return inputs;
    }
}
