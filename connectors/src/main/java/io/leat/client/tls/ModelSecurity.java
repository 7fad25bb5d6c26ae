// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.tls;

import io.leat.secrets.Tls;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The security settings of model calls. Holds references in place of secrets, so that it may be
 * part of the job graph.
 *
 * @param tls null for plain text
 * @param credentials null where none are needed
 * @param nodes the nodes it holds for, the others being spoken with in plain text and without
 *     credentials; empty for all
 */
public record ModelSecurity(@Nullable Tls tls, @Nullable Credentials credentials, Set<String> nodes)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public static final ModelSecurity NONE = new ModelSecurity(null, null, Set.of());

    public ModelSecurity {
        nodes = Set.copyOf(nodes);
    }

    public boolean isTls(String node) {
        return tls != null && holdsFor(node);
    }

    boolean holdsFor(String node) {
        return nodes.isEmpty() || nodes.contains(node);
    }
}
