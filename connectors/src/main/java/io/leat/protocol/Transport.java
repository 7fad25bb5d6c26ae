// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

/** How a node is called: {@code spec.transport}. */
public enum Transport {
    REST("rest"),
    GRPC("grpc");

    private final String wire;

    Transport(String wire) {
        this.wire = wire;
    }

    /** The name a SeldonDeployment gives it. */
    public String wire() {
        return wire;
    }
}
