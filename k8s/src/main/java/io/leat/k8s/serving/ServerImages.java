// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.serving;

import io.leat.graph.Implementation;
import io.leat.protocol.Protocol;
import org.jspecify.annotations.Nullable;

/** The images that Seldon Core 1.17.1 runs prepackaged servers with, unless told otherwise. */
// as helm-charts/seldon-core-operator/values.yaml, predictor_servers
final class ServerImages {

    private static final String SELDON_VERSION = "1.17.1";
    private static final String MLSERVER = "seldonio/mlserver:1.3.5-";

    private ServerImages() {}

    /** Null where the server does not speak the protocol. */
    static @Nullable String of(Implementation server, Protocol protocol) {
        return switch (protocol) {
            case SELDON -> seldon(server);
            case TENSORFLOW ->
                    server == Implementation.TENSORFLOW_SERVER ? "tensorflow/serving:2.1.0" : null;
            case V2 -> v2(server);
        };
    }

    private static @Nullable String seldon(Implementation server) {
        return switch (server) {
            case SKLEARN_SERVER -> "seldonio/sklearnserver:" + SELDON_VERSION;
            case XGBOOST_SERVER -> "seldonio/xgboostserver:" + SELDON_VERSION;
            case MLFLOW_SERVER -> "seldonio/mlflowserver:" + SELDON_VERSION;
            case TENSORFLOW_SERVER -> "seldonio/tfserving-proxy:" + SELDON_VERSION;
            case UNKNOWN_IMPLEMENTATION,
                    SIMPLE_MODEL,
                    SIMPLE_ROUTER,
                    RANDOM_ABTEST,
                    AVERAGE_COMBINER,
                    LEAT_SWITCH,
                    TRITON_SERVER,
                    HUGGINGFACE_SERVER,
                    TEMPO_SERVER ->
                    null;
        };
    }

    private static @Nullable String v2(Implementation server) {
        return switch (server) {
            case SKLEARN_SERVER -> MLSERVER + "sklearn";
            case XGBOOST_SERVER -> MLSERVER + "xgboost";
            case MLFLOW_SERVER -> MLSERVER + "mlflow";
            case HUGGINGFACE_SERVER -> MLSERVER + "huggingface";
            case TEMPO_SERVER -> MLSERVER + "slim";
            case TRITON_SERVER -> "nvcr.io/nvidia/tritonserver:21.08-py3";
            case UNKNOWN_IMPLEMENTATION,
                    SIMPLE_MODEL,
                    SIMPLE_ROUTER,
                    RANDOM_ABTEST,
                    AVERAGE_COMBINER,
                    LEAT_SWITCH,
                    TENSORFLOW_SERVER ->
                    null;
        };
    }
}
