// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import java.util.List;
import java.util.Map;

/** The type of a SeldonDeployment's field, as its custom resource definition states it. */
sealed interface FieldType {

    /** A value without parts. */
    enum Scalar implements FieldType {
        STRING("text"),
        /** Text that no message quotes, whatever stands there. */
        SECRET("text"),
        BOOLEAN("true or false"),
        INTEGER("an integer"),
        INT32("an integer of 32 bits"),
        INT64("an integer of 64 bits"),
        /** An integer is one of 32 bits. */
        INT_OR_STRING("an integer or text"),
        QUANTITY("a quantity as text or an integer, for example \"500m\" or \"1Gi\""),
        DATE_TIME("a time as text, for example \"2024-01-31T12:00:00Z\""),
        /** Any object; nothing in it is read. */
        OBJECT("an object");

        private final String expected;

        Scalar(String expected) {
            this.expected = expected;
        }

        String expected() {
            return expected;
        }
    }

    /**
     * A list.
     *
     * @param keys the fields that together tell its items apart; empty where items may repeat
     */
    record Listing(FieldType item, List<String> keys) implements FieldType {}

    /** An object whose names are the user's. */
    record Mapping(FieldType value) implements FieldType {}

    /** An object with known fields: the name of a {@link Shape}. */
    record Reference(String shape) implements FieldType {}

    /** The fields an object may have, and whether they must be there. */
    record Shape(Map<String, Field> fields) {}

    /** A field of a shape. */
    record Field(FieldType type, boolean required) {}
}
