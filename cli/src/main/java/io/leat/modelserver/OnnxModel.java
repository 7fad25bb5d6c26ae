// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An ONNX model in ONNX Runtime. */
public final class OnnxModel implements ServedModel {

    /** The metadata under which a file may name the columns of its output. */
    private static final String CLASSES = "classes";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final List<String> columns;

    private OnnxModel(OrtEnvironment environment, OrtSession session) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.inputs = specs(session.getInputInfo().values());
        this.outputs = specs(session.getOutputInfo().values());
        this.columns = columns(session.getMetadata().getCustomMetadata().get(CLASSES));
    }

    /**
     * Loads a model.
     *
     * @param onnx the content of an ONNX file
     * @throws IllegalArgumentException if ONNX Runtime cannot load it, or a tensor of it is of a
     *     type that is not served
     */
    public static OnnxModel load(byte[] onnx) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // Its Windows build reports to the system's event log otherwise.
            environment.setTelemetry(false);
            // One thread per call: calls come in parallel already, and a pool of its own would
            // spin on the cores that Kafka and Flink need.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(onnx, options);
            try {
                return new OnnxModel(environment, session);
            } catch (IllegalArgumentException unserved) {
                session.close();
                throw unserved;
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    "ONNX model of " + onnx.length + " bytes: " + e.getMessage(), e);
        }
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    /** The classes that the file's own metadata name. */
    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public String platform() {
        return "onnxruntime_onnx";
    }

    @Override
    public List<Tensor> infer(List<Tensor> tensors) {
        Map<String, OnnxTensor> feed = new LinkedHashMap<>();
        try {
            for (Tensor tensor : tensors) {
                feed.put(tensor.name(), OnnxTensors.toOnnx(environment, tensor));
            }
            try (OrtSession.Result result = session.run(feed)) {
                return answers(result);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        } finally {
            feed.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }

    private static List<Tensor> answers(OrtSession.Result result) {
        List<Tensor> tensors = new ArrayList<>();
        for (Map.Entry<String, OnnxValue> entry : result) {
            tensors.add(OnnxTensors.fromOnnx(entry.getKey(), (OnnxTensor) entry.getValue()));
        }
        return tensors;
    }

    private static List<String> columns(@Nullable String classes) {
        return classes == null ? List.of() : List.of(classes.split(",", -1));
    }

    private static List<TensorSpec> specs(Collection<NodeInfo> nodes) {
        return nodes.stream().map(OnnxModel::spec).toList();
    }

    private static TensorSpec spec(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo tensor) {
            return new TensorSpec(
                    node.getName(),
                    OnnxTensors.datatype(node.getName(), tensor.type),
                    Shape.of(tensor.getShape()));
        }
        throw new IllegalArgumentException(
                node.getName() + ": " + node.getInfo() + " (expected: a tensor)");
    }
}
