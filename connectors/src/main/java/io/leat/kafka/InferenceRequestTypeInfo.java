// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of requests in a stream: a POJO that is not copied on its way. */
public final class InferenceRequestTypeInfo extends TypeInformation<InferenceRequest> {

    private static final long serialVersionUID = 1L;

    private final TypeInformation<InferenceRequest> pojo =
            TypeInformation.of(InferenceRequest.class);

    @Override
    public TypeSerializer<InferenceRequest> createSerializer(SerializerConfig config) {
        return new InferenceRequestTypeSerializer(pojo.createSerializer(config));
    }

    @Override
    public Class<InferenceRequest> getTypeClass() {
        return InferenceRequest.class;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return pojo.getArity();
    }

    @Override
    public int getTotalFields() {
        return pojo.getTotalFields();
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "RequestType";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InferenceRequestTypeInfo;
    }

    @Override
    public int hashCode() {
        return InferenceRequestTypeInfo.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof InferenceRequestTypeInfo;
    }
}
