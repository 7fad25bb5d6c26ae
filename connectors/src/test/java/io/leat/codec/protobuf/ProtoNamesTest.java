// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.leat.protocol.Protocol;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.v2.ModelInferRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProtoNamesTest {

    @ParameterizedTest
    @EnumSource
    void areFullNamesOfDefinedMessages(Protocol protocol) {
        FileDescriptor definitions =
                switch (protocol) {
                    case SELDON -> SeldonMessage.getDescriptor().getFile();
                    case TENSORFLOW -> PredictRequest.getDescriptor().getFile();
                    case V2 -> ModelInferRequest.getDescriptor().getFile();
                };

        assertThat(definitions.getMessageTypes())
                .extracting(Descriptor::getFullName)
                .containsAll(ProtoNames.of(protocol));
    }
}
