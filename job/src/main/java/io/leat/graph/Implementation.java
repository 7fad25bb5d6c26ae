// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

/** The {@code implementation} of a graph node: built-in behaviour or a prepackaged server. */
public enum Implementation {
    UNKNOWN_IMPLEMENTATION,
    SIMPLE_MODEL,
    SIMPLE_ROUTER,
    RANDOM_ABTEST,
    AVERAGE_COMBINER,
    /** Leat's own: a router that needs no server, as its {@link Switch} says where records go. */
    LEAT_SWITCH,
    SKLEARN_SERVER,
    XGBOOST_SERVER,
    TENSORFLOW_SERVER,
    MLFLOW_SERVER,
    TRITON_SERVER,
    HUGGINGFACE_SERVER,
    TEMPO_SERVER;

    /** Whether it is a model server that comes with Seldon. */
    public boolean isPrepackaged() {
        return switch (this) {
            case UNKNOWN_IMPLEMENTATION,
                    SIMPLE_MODEL,
                    SIMPLE_ROUTER,
                    RANDOM_ABTEST,
                    AVERAGE_COMBINER,
                    LEAT_SWITCH ->
                    false;
            case SKLEARN_SERVER,
                    XGBOOST_SERVER,
                    TENSORFLOW_SERVER,
                    MLFLOW_SERVER,
                    TRITON_SERVER,
                    HUGGINGFACE_SERVER,
                    TEMPO_SERVER ->
                    true;
        };
    }
}
