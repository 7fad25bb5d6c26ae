// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.Message;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The V2 protocol's GRPCInferenceService: health, readiness, metadata and infer. */
final class V2Service {

    private static final String SERVICE = "inference.GRPCInferenceService";

    private final ServedUnits units;

    V2Service(ServedUnits units) {
        this.units = units;
    }

    ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(
                        method(
                                "ServerLive",
                                ServerLiveRequest.getDefaultInstance(),
                                ServerLiveResponse.newBuilder().setLive(true).build(),
                                (request, live) -> live))
                .addMethod(
                        method(
                                "ServerReady",
                                ServerReadyRequest.getDefaultInstance(),
                                ServerReadyResponse.newBuilder().setReady(true).build(),
                                (request, ready) -> ready))
                .addMethod(
                        method(
                                "ModelReady",
                                ModelReadyRequest.getDefaultInstance(),
                                ModelReadyResponse.newBuilder().setReady(true).build(),
                                (request, ready) -> {
                                    find(request.getName(), request.getVersion());
                                    return ready;
                                }))
                .addMethod(
                        method(
                                "ModelMetadata",
                                ModelMetadataRequest.getDefaultInstance(),
                                ModelMetadataResponse.getDefaultInstance(),
                                (request, none) -> metadata(request)))
                .addMethod(
                        method(
                                "ModelInfer",
                                ModelInferRequest.getDefaultInstance(),
                                ModelInferResponse.getDefaultInstance(),
                                (request, none) -> infer(request)))
                .build();
    }

    /** Answers with the fixed answer, or with one of its own. */
    private interface Call<Q, A> {
        A answer(Q request, A fixed) throws RefusedException;
    }

    private static <Q extends Message, A extends Message> ServerMethodDefinition<Q, A> method(
            String name, Q request, A fixed, Call<Q, A> call) {
        return GrpcMethod.define(
                SERVICE + "/" + name, request, fixed, asked -> call.answer(asked, fixed));
    }

    private ServedModel find(String name, String version) throws RefusedException {
        return units.find(ServedModel.class, name, version.isEmpty() ? null : version);
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
                response.addRawOutputContents(RawValues.write(output));
            } else {
                tensor.setContents(V2Tensors.contents(output));
            }
        }
        return response.build();
    }

    private static Map<String, Tensor> inputs(ModelInferRequest request) throws RefusedException {
        int raw = request.getRawInputContentsCount();
        if (raw > 0 && raw != request.getInputsCount()) {
            throw RefusedException.badRequest(
                    "%d raw_input_contents (expected: %d, one for each input)"
                            .formatted(raw, request.getInputsCount()));
        }
        Map<String, Tensor> inputs = new HashMap<>();
        for (int i = 0; i < request.getInputsCount(); i++) {
            InferInputTensor input = request.getInputs(i);
            Tensor tensor = V2Tensors.read(input, raw == 0 ? null : request.getRawInputContents(i));
            if (inputs.put(input.getName(), tensor) != null) {
                throw RefusedException.badRequest("input \"" + input.getName() + "\": given twice");
            }
        }
        return inputs;
    }
}
