// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import com.google.protobuf.CodedOutputStream;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.wire.tensorflow.serving.InferenceTask;
import io.leat.wire.tensorflow.serving.MultiInferenceRequest;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.tensorflow.serving.PredictResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code model_spec} of tensorflow.serving's requests, which says whom they are for. */
public final class ModelSpec {

    private static final int SPEC_NAME =
            io.leat.wire.tensorflow.serving.ModelSpec.NAME_FIELD_NUMBER;
    private static final int SPEC_SIGNATURE =
            io.leat.wire.tensorflow.serving.ModelSpec.SIGNATURE_NAME_FIELD_NUMBER;
    private static final int REQUEST_SPEC = PredictRequest.MODEL_SPEC_FIELD_NUMBER;
    private static final int REQUEST_INPUTS = PredictRequest.INPUTS_FIELD_NUMBER;
    private static final int RESPONSE_OUTPUTS = PredictResponse.OUTPUTS_FIELD_NUMBER;
    private static final int RESPONSE_SPEC = PredictResponse.MODEL_SPEC_FIELD_NUMBER;
    private static final int MULTI_TASKS = MultiInferenceRequest.TASKS_FIELD_NUMBER;
    private static final int TASK_SPEC = InferenceTask.MODEL_SPEC_FIELD_NUMBER;

    private ModelSpec() {}

    /** The request itself if it names a model; else with the node's name. */
    public static Payload named(Payload request, String node) throws BadPayloadException {
        byte[] body = request.body();
        if (hasName(body, ProtobufFields.fields(body), REQUEST_SPEC)) {
            return request;
        }
        return new Payload(withName(body, 0, body.length, REQUEST_SPEC, node), request.type());
    }

    /** The same for a request of several tasks, each of which names its model. */
    public static Payload namedInTasks(Payload request, String node) throws BadPayloadException {
        byte[] body = request.body();
        List<Field> fields = ProtobufFields.fields(body);
        byte[][] tasks = new byte[fields.size()][];
        boolean changed = false;
        for (int i = 0; i < tasks.length; i++) {
            Field task = fields.get(i);
            if (task.isBlock(MULTI_TASKS)
                    && !hasName(body, ProtobufFields.fields(body, task), TASK_SPEC)) {
                tasks[i] = withName(body, task.value(), task.length(), TASK_SPEC, node);
                changed = true;
            }
        }
        return changed ? new Payload(rewrite(body, fields, tasks), request.type()) : request;
    }

    private static byte[] rewrite(byte[] body, List<Field> fields, byte[][] tasks) {
        return ProtobufFields.write(
                body.length + 64,
                out -> {
                    for (int i = 0; i < tasks.length; i++) {
                        if (tasks[i] == null) {
                            ProtobufFields.copy(out, body, fields.get(i));
                        } else {
                            out.writeByteArray(MULTI_TASKS, tasks[i]);
                        }
                    }
                });
    }

    /**
     * The request with an answer's outputs as its inputs.
     *
     * <p>As executor/api/grpc/tensorflow/client.go#Chain, and the answer's signature is kept, as
     * nothing else states one. The version is the answering model's and is not.
     */
    public static Payload requestOf(Payload response, String node) throws BadPayloadException {
        byte[] body = response.body();
        List<Field> fields = ProtobufFields.fields(body);
        Field signature = last(body, fields, RESPONSE_SPEC, SPEC_SIGNATURE);
        byte[] spec = ProtobufFields.write(64, out -> spec(out, node, body, signature));
        byte[] request =
                ProtobufFields.write(
                        body.length + node.length() + 16,
                        out -> {
                            out.writeByteArray(REQUEST_SPEC, spec);
                            for (Field field : fields) {
                                if (field.isBlock(RESPONSE_OUTPUTS)) {
                                    ProtobufFields.copy(out, body, field, REQUEST_INPUTS);
                                }
                            }
                        });
        return new Payload(request, ProtoNames.TF_PREDICT_REQUEST);
    }

    private static void spec(
            CodedOutputStream out, String node, byte[] body, @Nullable Field signature)
            throws IOException {
        out.writeString(SPEC_NAME, node);
        if (signature != null) {
            ProtobufFields.copy(out, body, signature);
        }
    }

    private static boolean hasName(byte[] body, List<Field> message, int specNumber)
            throws BadPayloadException {
        Field name = last(body, message, specNumber, SPEC_NAME);
        return name != null && name.length() > 0;
    }

    /** The last of a field in a message that may itself stand in several pieces. */
    private static @Nullable Field last(
            byte[] body, List<Field> message, int specNumber, int number)
            throws BadPayloadException {
        Field last = null;
        for (Field spec : message) {
            if (spec.isBlock(specNumber)) {
                for (Field field : ProtobufFields.fields(body, spec)) {
                    last = field.isBlock(number) ? field : last;
                }
            }
        }
        return last;
    }

    /** Appends a spec with a name alone: a reader merges it with what is there. */
    private static byte[] withName(byte[] body, int from, int length, int specNumber, String node) {
        byte[] spec = ProtobufFields.write(32, out -> out.writeString(SPEC_NAME, node));
        return ProtobufFields.write(
                length + spec.length + 8,
                out -> {
                    out.write(body, from, length);
                    out.writeByteArray(specNumber, spec);
                });
    }
}
