// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Int64Value;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.leat.cli.output.ReadableJson;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A message as JSON for a person: fields by their names in the .proto file, those without a value
 * left out, raw tensors as the numbers they hold. Bytes are text where they are UTF-8, else base64.
 */
final class ProtobufJson {

    private final JsonGenerator json;

    private ProtobufJson(JsonGenerator json) {
        this.json = json;
    }

    /** On one line. */
    static String of(Message message) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = ReadableJson.FACTORY.createGenerator(line)) {
            new ProtobufJson(json).message(message);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory", e);
        }
        return line.toString();
    }

    private void message(Message message) throws IOException {
        if (message instanceof Struct struct) {
            members(struct.getFieldsMap());
        } else if (message instanceof ListValue list) {
            items(list.getValuesList());
        } else if (message instanceof Value value) {
            value(value);
        } else if (message instanceof Int64Value number) {
            json.writeNumber(number.getValue());
        } else {
            json.writeStartObject();
            for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
                json.writeFieldName(field.getKey().getName());
                field(message, field.getKey(), field.getValue());
            }
            json.writeEndObject();
        }
    }

    private void field(Message message, FieldDescriptor field, Object value) throws IOException {
        if (field.isMapField()) {
            json.writeStartObject();
            for (Object entry : (List<?>) value) {
                entry((Message) entry);
            }
            json.writeEndObject();
        } else if (field.isRepeated()) {
            json.writeStartArray();
            List<?> items = (List<?>) value;
            for (int i = 0; i < items.size(); i++) {
                if (field.getType() == FieldDescriptor.Type.BYTES) {
                    bytes(datatype(message, field, i), (ByteString) items.get(i));
                } else {
                    single(field, items.get(i));
                }
            }
            json.writeEndArray();
        } else if (field.getType() == FieldDescriptor.Type.BYTES) {
            bytes(datatype(message, field, 0), (ByteString) value);
        } else {
            single(field, value);
        }
    }

    private void entry(Message entry) throws IOException {
        FieldDescriptor key = entry.getDescriptorForType().findFieldByName("key");
        FieldDescriptor value = entry.getDescriptorForType().findFieldByName("value");
        json.writeFieldName(String.valueOf(entry.getField(key)));
        single(value, entry.getField(value));
    }

    private void single(FieldDescriptor field, Object value) throws IOException {
        switch (field.getType()) {
            case MESSAGE, GROUP -> message((Message) value);
            case ENUM -> json.writeString(((EnumValueDescriptor) value).getName());
            case STRING -> json.writeString((String) value);
            case BYTES -> bytes(RawDatatype.NONE, (ByteString) value);
            case BOOL -> json.writeBoolean((Boolean) value);
            case FLOAT -> json.writeNumber((Float) value);
            case DOUBLE -> json.writeNumber((Double) value);
            case UINT32, FIXED32 -> json.writeNumber(Integer.toUnsignedLong((Integer) value));
            case UINT64, FIXED64 -> json.writeNumber(Long.toUnsignedString((Long) value));
            case INT32, SINT32, SFIXED32 -> json.writeNumber((Integer) value);
            case INT64, SINT64, SFIXED64 -> json.writeNumber((Long) value);
        }
    }

    /** Of what bytes hold numbers, if they do. */
    private static RawDatatype datatype(Message message, FieldDescriptor field, int index) {
        if (message instanceof ModelInferRequest request
                && field.getNumber() == ModelInferRequest.RAW_INPUT_CONTENTS_FIELD_NUMBER
                && index < request.getInputsCount()) {
            return RawDatatype.named(request.getInputs(index).getDatatype());
        }
        if (message instanceof ModelInferResponse response
                && field.getNumber() == ModelInferResponse.RAW_OUTPUT_CONTENTS_FIELD_NUMBER
                && index < response.getOutputsCount()) {
            return RawDatatype.named(response.getOutputs(index).getDatatype());
        }
        if (message instanceof TensorProto tensor
                && field.getNumber() == TensorProto.TENSOR_CONTENT_FIELD_NUMBER) {
            return RawDatatype.named(tensor.getDtype().name());
        }
        return RawDatatype.NONE;
    }

    private void bytes(RawDatatype datatype, ByteString bytes) throws IOException {
        if (datatype.holds(bytes)) {
            json.writeStartArray();
            datatype.write(bytes, json);
            json.writeEndArray();
        } else if (bytes.isValidUtf8()) {
            json.writeString(bytes.toStringUtf8());
        } else {
            json.writeString(Base64.getEncoder().encodeToString(bytes.toByteArray()));
        }
    }

    private void value(Value value) throws IOException {
        switch (value.getKindCase()) {
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRING_VALUE -> json.writeString(value.getStringValue());
            case BOOL_VALUE -> json.writeBoolean(value.getBoolValue());
            case STRUCT_VALUE -> members(value.getStructValue().getFieldsMap());
            case LIST_VALUE -> items(value.getListValue().getValuesList());
            case NULL_VALUE, KIND_NOT_SET -> json.writeNull();
        }
    }

    /** Whole numbers as such: protobuf has doubles only. */
    private void number(double number) throws IOException {
        if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }

    private void members(Map<String, Value> members) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Value> member : members.entrySet()) {
            json.writeFieldName(member.getKey());
            value(member.getValue());
        }
        json.writeEndObject();
    }

    private void items(List<Value> items) throws IOException {
        json.writeStartArray();
        for (Value item : items) {
            value(item);
        }
        json.writeEndArray();
    }
}
