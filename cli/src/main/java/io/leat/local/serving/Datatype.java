package io.leat.local.serving;

/** The kinds of number a served tensor can hold, by their V2 names. */
public enum Datatype {
    FP32("DT_FLOAT"),
    FP64("DT_DOUBLE"),
    INT8("DT_INT8"),
    UINT8("DT_UINT8"),
    INT16("DT_INT16"),
    INT32("DT_INT32"),
    INT64("DT_INT64"),
    BOOL("DT_BOOL");

    private final String tensorflow;

    Datatype(String tensorflow) {
        this.tensorflow = tensorflow;
    }

    /** The name in TensorFlow's metadata. */
    String tensorflow() {
        return tensorflow;
    }

    /** Whether values are held as {@link Values.Decimals}; otherwise as {@link Values.Integers}. */
    boolean isDecimal() {
        return this == FP32 || this == FP64;
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
        };
    }
}
