// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.v2.ModelInferRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The messages that a fixture can say in words, and the calls that take them. */
final class ProtoTypes {

    private static final List<FileDescriptor> FILES =
            List.of(
                    SeldonMessage.getDescriptor().getFile(),
                    PredictRequest.getDescriptor().getFile(),
                    ModelInferRequest.getDescriptor().getFile());

    private static final Map<String, Descriptor> TYPES = new TreeMap<>();

    static {
        for (FileDescriptor file : FILES) {
            file.getMessageTypes().forEach(type -> TYPES.put(type.getFullName(), type));
        }
    }

    private ProtoTypes() {}

    static Optional<Message> find(String name) {
        return Optional.ofNullable(TYPES.get(name)).map(DynamicMessage::getDefaultInstance);
    }

    static Set<String> names() {
        return TYPES.keySet();
    }

    /** What a method takes; empty if there is no such method. */
    static String requestOf(String service, String method) {
        for (FileDescriptor file : FILES) {
            for (ServiceDescriptor candidate : file.getServices()) {
                MethodDescriptor found = candidate.findMethodByName(method);
                if (candidate.getFullName().equals(service) && found != null) {
                    return found.getInputType().getFullName();
                }
            }
        }
        return "";
    }
}
