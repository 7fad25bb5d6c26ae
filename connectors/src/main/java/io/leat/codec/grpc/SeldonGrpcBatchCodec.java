// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.leat.codec.protobuf.ProtoNames;
import io.leat.codec.protobuf.ProtoTensor;
import io.leat.codec.protobuf.ProtobufFields;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.codec.protobuf.SeldonTensor;
import io.leat.codec.tensor.ByteRanges;
import io.leat.codec.tensor.TensorRank;
import io.leat.protocol.BadPayloadException;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.Meta;
import io.leat.wire.seldon.SeldonMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SeldonMessages with {@code data}: ndarray, tensor or tftensor. */
public final class SeldonGrpcBatchCodec extends GrpcBatchCodec {

    private static final int META = SeldonMessage.META_FIELD_NUMBER;
    private static final int DATA = SeldonMessage.DATA_FIELD_NUMBER;
    private static final int LAST_OF_DATA = SeldonMessage.CUSTOMDATA_FIELD_NUMBER;
    private static final int PUID = Meta.PUID_FIELD_NUMBER;
    private static final int NAMES = DefaultData.NAMES_FIELD_NUMBER;

    public SeldonGrpcBatchCodec() {
        super(ProtoNames.SELDON_MESSAGE);
    }

    @Override
    @Nullable ProtoTable request(byte[] body) throws BadPayloadException {
        return read(body, TensorRank.MATRIX);
    }

    @Override
    @Nullable ProtoTable answer(byte[] body) throws BadPayloadException {
        return read(body, TensorRank.ANY);
    }

    private static @Nullable ProtoTable read(byte[] body, TensorRank rank)
            throws BadPayloadException {
        List<Field> fields = ProtobufFields.fields(body);
        Field meta = null;
        Field data = null;
        for (Field field : fields) {
            if (field.isBlock(META) && meta == null) {
                meta = field;
            } else if (field.isBlock(DATA) && data == null) {
                data = field;
            } else if (field.number() >= META && field.number() <= LAST_OF_DATA) {
                return null;
            }
        }
        Field kind = data == null ? null : kind(body, data);
        ProtoTensor tensor = kind == null ? null : SeldonTensor.read(body, kind, rank);
        if (data == null || kind == null || tensor == null || !tensor.hasRows(body, rank)) {
            return null;
        }
        return new Table(body, fields, data, kind, tensor, meta == null ? null : puid(body, meta));
    }

    /** What {@code data} holds beside names, if it is one thing. */
    private static @Nullable Field kind(byte[] body, Field data) throws BadPayloadException {
        Field kind = null;
        for (Field field : ProtobufFields.fields(body, data)) {
            if (!field.isBlock(NAMES)) {
                if (kind != null) {
                    return null;
                }
                kind = field;
            }
        }
        return kind;
    }

    private static @Nullable String puid(byte[] body, Field meta) throws BadPayloadException {
        String puid = null;
        for (Field field : ProtobufFields.fields(body, meta)) {
            if (field.isBlock(PUID)) {
                puid = new String(body, field.value(), field.length(), StandardCharsets.UTF_8);
            }
        }
        return puid;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Table(
            byte[] body,
            List<Field> fields,
            Field data,
            Field kind,
            ProtoTensor tensor,
            @Nullable String id)
            implements ProtoTable {

        @Override
        public List<ProtoTensor> tensors() {
            return List.of(tensor);
        }

        @Override
        public byte[] key() {
            return ProtobufFields.write(
                    128,
                    out -> {
                        for (Field field : fields) {
                            if (field.isBlock(DATA)) {
                                writeNames(out);
                                out.writeByteArray(kind.number(), tensor.key());
                            } else {
                                copy(out, field, "");
                            }
                        }
                    });
        }

        @Override
        public void write(
                CodedOutputStream out, int rows, List<ByteRanges> pieces, @Nullable String puid)
                throws IOException {
            ProtoTensor.Written written = tensor.with(rows, pieces.get(0));
            int names = data.length() - (kind.end() - kind.start());
            for (Field field : fields) {
                if (field.isBlock(DATA)) {
                    out.writeTag(DATA, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                    out.writeUInt32NoTag(names + written.fieldSize(kind.number()));
                    writeNames(out);
                    written.writeField(out, kind.number());
                } else {
                    copy(out, field, puid);
                }
            }
        }

        private void writeNames(CodedOutputStream out) throws IOException {
            out.write(body, data.value(), kind.start() - data.value());
            out.write(body, kind.end(), data.end() - kind.end());
        }

        /** A field that is not the data; of the meta, its puid is another one. */
        private void copy(CodedOutputStream out, Field field, @Nullable String puid)
                throws IOException {
            if (!field.isBlock(META) || id == null || puid == null) {
                ProtobufFields.copy(out, body, field);
                return;
            }
            out.writeByteArray(
                    META,
                    ProtobufFields.write(
                            field.length() + puid.length() + 8, meta -> meta(meta, field, puid)));
        }

        private void meta(CodedOutputStream out, Field meta, String puid) throws IOException {
            out.writeString(PUID, puid);
            try {
                for (Field field : ProtobufFields.fields(body, meta)) {
                    if (!field.isBlock(PUID)) {
                        ProtobufFields.copy(out, body, field);
                    }
                }
            } catch (BadPayloadException e) {
                throw new IllegalStateException("a message that could be read before", e);
            }
        }
    }
}
