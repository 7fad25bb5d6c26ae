// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.TensorValues;
import java.io.IOException;
import java.util.Arrays;

/**
 * The numbers of a JSON array as they come in, before the datatype is known. Whole numbers stay
 * exact; the first one that is not turns the list into doubles.
 */
public final class NumberList {

    /** What the values have in common. */
    private enum Kind {
        NONE,
        BOOLEAN,
        WHOLE,
        DECIMAL
    }

    private Kind kind = Kind.NONE;
    private long[] whole = new long[64];
    private double[] decimal = new double[0];
    private int size;

    public int size() {
        return size;
    }

    /** Adds the number or boolean the parser stands on. */
    void add(JsonParser json, String where) throws IOException, RefusedException {
        JsonToken token = json.currentToken();
        switch (kindOf(json, token, where)) {
            case BOOLEAN -> addWhole(Kind.BOOLEAN, token == JsonToken.VALUE_TRUE ? 1 : 0, where);
            case WHOLE -> {
                if (kind == Kind.DECIMAL) {
                    addDecimal(json.getDoubleValue());
                } else {
                    addWhole(Kind.WHOLE, json.getLongValue(), where);
                }
            }
            case DECIMAL, NONE -> {
                refuseMixture(Kind.DECIMAL, where);
                addDecimal(json.getDoubleValue());
            }
        }
    }

    /** The numbers as values of {@code datatype}, each of which it must be able to hold. */
    public TensorValues toValues(Datatype datatype, String where) throws RefusedException {
        if (datatype == Datatype.BYTES) {
            throw RefusedException.badRequest(where + ": numbers (expected: " + datatype + ")");
        }
        if (size > 0 && (kind == Kind.BOOLEAN) != (datatype == Datatype.BOOL)) {
            String found = kind == Kind.BOOLEAN ? "booleans" : "numbers";
            throw RefusedException.badRequest(
                    where + ": " + found + " (expected: " + datatype + ")");
        }
        return datatype.isDecimal() ? decimals(datatype, where) : integers(datatype, where);
    }

    private TensorValues decimals(Datatype datatype, String where) throws RefusedException {
        double[] values = kind == Kind.DECIMAL ? Arrays.copyOf(decimal, size) : wholeAsDoubles();
        for (double value : values) {
            double held = datatype == Datatype.FP32 ? (float) value : value;
            if (Double.isInfinite(held)) {
                throw outOfRange(datatype, where);
            }
        }
        return new TensorValues.Decimals(values);
    }

    private TensorValues integers(Datatype datatype, String where) throws RefusedException {
        if (kind == Kind.DECIMAL) {
            throw RefusedException.badRequest(
                    where
                            + ": a number with a fraction, an exponent or more than 64 bits"
                            + (" (expected: " + datatype + ")"));
        }
        long[] values = Arrays.copyOf(whole, size);
        for (long value : values) {
            if (!datatype.holds(value)) {
                throw outOfRange(datatype, where);
            }
        }
        return new TensorValues.Integers(values);
    }

    private static RefusedException outOfRange(Datatype datatype, String where) {
        return RefusedException.badRequest(
                where + ": a number out of range (expected: " + datatype + ")");
    }

    private static Kind kindOf(JsonParser json, JsonToken token, String where)
            throws IOException, RefusedException {
        return switch (token) {
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
            case VALUE_NUMBER_INT ->
                    json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? Kind.DECIMAL
                            : Kind.WHOLE;
            case VALUE_NUMBER_FLOAT -> Kind.DECIMAL;
            case START_OBJECT,
                    END_OBJECT,
                    START_ARRAY,
                    END_ARRAY,
                    FIELD_NAME,
                    VALUE_STRING,
                    VALUE_NULL,
                    VALUE_EMBEDDED_OBJECT,
                    NOT_AVAILABLE ->
                    throw RefusedException.badRequest(
                            where + ": " + JsonStream.kind(token) + " (expected: numbers)");
        };
    }

    private void addWhole(Kind added, long value, String where) throws RefusedException {
        refuseMixture(added, where);
        kind = added;
        if (size == whole.length) {
            whole = Arrays.copyOf(whole, size * 2);
        }
        whole[size++] = value;
    }

    private void addDecimal(double value) {
        if (kind != Kind.DECIMAL) {
            decimal = Arrays.copyOf(wholeAsDoubles(), whole.length);
            kind = Kind.DECIMAL;
        }
        if (size == decimal.length) {
            decimal = Arrays.copyOf(decimal, size * 2);
        }
        decimal[size++] = value;
    }

    private void refuseMixture(Kind added, String where) throws RefusedException {
        if (kind != Kind.NONE && (kind == Kind.BOOLEAN) != (added == Kind.BOOLEAN)) {
            throw RefusedException.badRequest(
                    where + ": booleans and numbers mixed (expected: one of them)");
        }
    }

    private double[] wholeAsDoubles() {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = whole[i];
        }
        return values;
    }
}
