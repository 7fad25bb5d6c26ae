// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Flink's own format for POJOs, in which fields may be added, without the copy that Flink makes of
 * what goes into its async operator where objects are reused: a request never changes, and its
 * payload may be large.
 */
final class InferenceRequestTypeSerializer extends TypeSerializer<InferenceRequest> {

    private static final long serialVersionUID = 1L;

    private final TypeSerializer<InferenceRequest> pojo;

    InferenceRequestTypeSerializer(TypeSerializer<InferenceRequest> pojo) {
        this.pojo = pojo;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<InferenceRequest> duplicate() {
        return new InferenceRequestTypeSerializer(pojo.duplicate());
    }

    @Override
    public InferenceRequest createInstance() {
        return pojo.createInstance();
    }

    @Override
    public InferenceRequest copy(InferenceRequest from) {
        return from;
    }

    @Override
    public InferenceRequest copy(InferenceRequest from, InferenceRequest reuse) {
        return from;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        pojo.copy(source, target);
    }

    @Override
    public int getLength() {
        return pojo.getLength();
    }

    @Override
    public void serialize(InferenceRequest request, DataOutputView target) throws IOException {
        pojo.serialize(request, target);
    }

    @Override
    public InferenceRequest deserialize(DataInputView source) throws IOException {
        return pojo.deserialize(source);
    }

    @Override
    public InferenceRequest deserialize(InferenceRequest reuse, DataInputView source)
            throws IOException {
        return pojo.deserialize(source);
    }

    /** The POJO's: what is in a savepoint knows nothing of this class. */
    @Override
    public TypeSerializerSnapshot<InferenceRequest> snapshotConfiguration() {
        return pojo.snapshotConfiguration();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InferenceRequestTypeSerializer that && pojo.equals(that.pojo);
    }

    @Override
    public int hashCode() {
        return pojo.hashCode();
    }
}
