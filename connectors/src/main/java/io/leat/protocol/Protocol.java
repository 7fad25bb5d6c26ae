// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

/** The payload formats of {@code spec.protocol}. */
public enum Protocol {
    SELDON("seldon"),
    TENSORFLOW("tensorflow"),
    V2("v2");

    private final String wire;

    Protocol(String wire) {
        this.wire = wire;
    }

    /** The name a SeldonDeployment gives it. */
    public String wire() {
        return wire;
    }
}
