package io.leat.local.serving;

import java.util.List;

/** A model in this JVM. Called by several threads at once; closed after the last call. */
public interface ServedModel extends AutoCloseable {

    /** What a call must bring, in the order {@link #infer} expects. */
    List<TensorSpec> inputs();

    /** What a call gives, in the order {@link #infer} answers. */
    List<TensorSpec> outputs();

    /** The V2 protocol's name for what runs the model, for example {@code onnxruntime_onnx}. */
    String platform();

    /**
     * Runs the model once.
     *
     * @param inputs one for each of {@link #inputs()}, in that order, each of the declared type and
     *     shape
     * @throws RuntimeException if the model fails; the caller answers with an internal error
     */
    List<Tensor> infer(List<Tensor> inputs);

    @Override
    default void close() {}
}
