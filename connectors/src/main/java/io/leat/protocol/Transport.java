// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

/** The transport of a node's calls: {@code spec.transport}. */
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
