// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.util.Arrays;

/** The types of a served tensor's values, by their V2 names. */
public enum Datatype {
    FP32("DT_FLOAT", 4),
    FP64("DT_DOUBLE", 8),
    INT8("DT_INT8", 1),
    UINT8("DT_UINT8", 1),
    INT16("DT_INT16", 2),
    INT32("DT_INT32", 4),
    INT64("DT_INT64", 8),
    BOOL("DT_BOOL", 1),
    /** Texts, which have no common width; models here answer with them and take none. */
    BYTES("DT_STRING", 0);

    private final String tensorflow;
    private final int width;

    Datatype(String tensorflow, int width) {
        this.tensorflow = tensorflow;
        this.width = width;
    }

    /**
     * Finds a datatype by its V2 name.
     *
     * @param tensor the tensor that states it, for the message
     * @throws RefusedException if there is none of this name
     */
    public static Datatype named(String tensor, String stated) throws RefusedException {
        for (Datatype datatype : values()) {
            if (datatype.name().equals(stated)) {
                return datatype;
            }
        }
        throw RefusedException.badRequest(
                "%s: datatype \"%s\" (expected: one of %s)"
                        .formatted(tensor, stated, Arrays.toString(values())));
    }

    /** The name in TensorFlow's metadata. */
    public String tensorflow() {
        return tensorflow;
    }

    /** The bytes that one value takes where values stand one behind the other. */
    int width() {
        return width;
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
    boolean holds(long value) {
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
