// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value for some nodes of the graph, or for all.
 *
 * @param nodes those that have one of their own
 * @param others of every other node, or null where they have none
 */
public record PerNode<T>(Map<String, T> nodes, @Nullable T others) implements Serializable {

    private static final long serialVersionUID = 1L;

    public PerNode {
        nodes = Map.copyOf(nodes);
    }

    public static <T> PerNode<T> none() {
        return new PerNode<>(Map.of(), null);
    }

    public static <T> PerNode<T> all(T value) {
        return new PerNode<>(Map.of(), value);
    }

    /** The node's own, else that of all. */
    public @Nullable T of(String node) {
        T own = nodes.get(node);
        return own == null ? others : own;
    }
}
