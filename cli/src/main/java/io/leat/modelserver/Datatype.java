// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

/** What the values of a served tensor can be, by their V2 names. */
public enum Datatype {
    FP32("DT_FLOAT"),
    FP64("DT_DOUBLE"),
    INT8("DT_INT8"),
    UINT8("DT_UINT8"),
    INT16("DT_INT16"),
    INT32("DT_INT32"),
    INT64("DT_INT64"),
    BOOL("DT_BOOL"),
    /** Texts; models here answer with them and take none. */
    BYTES("DT_STRING");

    private final String tensorflow;

    Datatype(String tensorflow) {
        this.tensorflow = tensorflow;
    }

    /** The name in TensorFlow's metadata. */
    public String tensorflow() {
        return tensorflow;
    }

    /** Whether values are held as {@link TensorValues.Decimals}. */
    public boolean isDecimal() {
        return this == FP32 || this == FP64;
    }

    /** Whether these are values of this type's family. */
    boolean isHeldAs(TensorValues values) {
        return switch (this) {
            case FP32, FP64 -> values instanceof TensorValues.Decimals;
            case INT8, UINT8, INT16, INT32, INT64, BOOL -> values instanceof TensorValues.Integers;
            case BYTES -> values instanceof TensorValues.Texts;
        };
    }

    /** Whether a tensor of this type can hold the whole number without change. */
    public boolean holds(long value) {
        return switch (this) {
            case FP32, FP64, INT64 -> true;
            case INT8 -> value == (byte) value;
            case UINT8 -> value == (value & 0xff);
            case INT16 -> value == (short) value;
            case INT32 -> value == (int) value;
            case BOOL -> value == 0 || value == 1;
            case BYTES -> false;
        };
    }
}
