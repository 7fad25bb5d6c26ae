// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceRequestTypeInfo;
import io.leat.kafka.InferenceResult;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What crosses operators and checkpoints has Flink's own format, in which it may grow. */
class RecordTypesTest {

    private static SerializerConfigImpl withoutKryo() {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        return config;
    }

    @ParameterizedTest
    @ValueSource(classes = {InferenceRequest.class, InferenceResult.class})
    void arePojosWithoutKryo(Class<?> type) {
        TypeInformation<?> info = TypeInformation.of(type);

        assertThat(info).isInstanceOf(PojoTypeInfo.class);
        assertThat(info.createSerializer(withoutKryo())).isNotNull();
    }

    @Test
    void keepWhatKafkaLeavesOut() throws IOException {
        InferenceRequest request = new InferenceRequest();
        request.topic = "in";
        request.headerNames = new String[] {"none", "some"};
        request.headerValues = new byte[][] {null, {1}};

        InferenceRequest read = writtenAndRead(request);

        assertThat(read).usingRecursiveComparison().isEqualTo(request);
    }

    @Test
    void areNotCopiedOnTheirWay() {
        InferenceRequest request = new InferenceRequest();

        TypeSerializer<InferenceRequest> serializer =
                new InferenceRequestTypeInfo().createSerializer(withoutKryo());

        assertThat(serializer.copy(request)).isSameAs(request);
        assertThat(serializer.isImmutableType()).isTrue();
    }

    /** The format is the POJO's, so fields may be added to what a savepoint holds. */
    @Test
    void leaveNothingInASavepointButThePojosFormat() {
        TypeSerializer<InferenceRequest> pojo =
                TypeInformation.of(InferenceRequest.class).createSerializer(withoutKryo());
        TypeSerializer<InferenceRequest> serializer =
                new InferenceRequestTypeInfo().createSerializer(withoutKryo());

        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(pojo.snapshotConfiguration())
                                .isCompatibleAsIs())
                .isTrue();
        assertThat(serializer.snapshotConfiguration().restoreSerializer()).isEqualTo(pojo);
    }

    private static InferenceRequest writtenAndRead(InferenceRequest request) throws IOException {
        TypeSerializer<InferenceRequest> serializer =
                new InferenceRequestTypeInfo().createSerializer(withoutKryo());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(request, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
