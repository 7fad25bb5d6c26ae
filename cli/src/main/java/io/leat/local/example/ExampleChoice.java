// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.Optional;

/**
 * Which example is to run.
 *
 * @param protocol in place of the one its deployment states
 * @param transport in place of the one its deployment states
 */
public record ExampleChoice(
        ExampleGraph graph, Optional<Protocol> protocol, Optional<Transport> transport) {

    /**
     * The SeldonDeployment to run. One that is changed has a name of its own, and so topics, group
     * and state: records of two protocols do not mix.
     */
    public String yaml() {
        Changed changed = new Changed(graph.yaml(), "");
        if (protocol.isPresent()) {
            changed = changed.with("protocol", protocol.get().wire());
        }
        if (transport.isPresent()) {
            changed = changed.with("transport", transport.get().wire());
        }
        String name = graph.deployment() + changed.suffix();
        return changed.yaml()
                .replace("\n  name: " + graph.deployment() + "\n", "\n  name: " + name + "\n")
                .replace("value: " + graph.deployment() + "-", "value: " + name + "-");
    }

    /** A deployment, and what tells its name from the bundled one's. */
    private record Changed(String yaml, String suffix) {

        Changed with(String field, String value) {
            String stated = "\n  %s: %s\n".formatted(field, value);
            String other = yaml.replaceFirst("\n  " + field + ": \\w+\n", stated);
            return other.equals(yaml) ? this : new Changed(other, suffix + "-" + value);
        }
    }
}
