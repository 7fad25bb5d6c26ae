// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import io.leat.graph.Node;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A predictor of a SeldonDeployment, defaults applied.
 *
 * @param name unique in its deployment
 * @param protocol what its nodes speak: {@code spec.protocol}, else seldon
 * @param protocolWord what v1 calls that: as it is stated, so {@code kfserving} too
 * @param transport how they are called: {@code spec.transport}, else REST, whatever {@code
 *     endpoint.type} says
 * @param shadow whether it answers records beside the other predictors, and apart from them
 * @param traffic the percentage of the records it states; null where it states none
 * @param graph the root of its graph
 * @param orchestratorEnv {@code svcOrchSpec.env} in its order
 * @param annotations its own annotations
 * @param replicas its own, else the deployment's, else 1
 * @param external the names of those nodes that are external model servers: the document states
 *     where they listen, and nothing of it runs them
 */
public record Predictor(
        String name,
        boolean shadow,
        @Nullable Integer traffic,
        Protocol protocol,
        String protocolWord,
        Transport transport,
        Node graph,
        List<EnvVar> orchestratorEnv,
        Map<String, String> annotations,
        int replicas,
        Set<String> external) {

    public Predictor {
        orchestratorEnv = List.copyOf(orchestratorEnv);
        annotations = Map.copyOf(annotations);
        external = Set.copyOf(external);
    }

    /** The same with other variables. */
    public Predictor with(List<EnvVar> variables) {
        return new Predictor(
                name,
                shadow,
                traffic,
                protocol,
                protocolWord,
                transport,
                graph,
                variables,
                annotations,
                replicas,
                external);
    }

    /** The same with another word for its protocol. */
    public Predictor withProtocolWord(String word) {
        return new Predictor(
                name,
                shadow,
                traffic,
                protocol,
                word,
                transport,
                graph,
                orchestratorEnv,
                annotations,
                replicas,
                external);
    }

    /** The last variable of that name, as in a container; null where there is none. */
    public @Nullable EnvVar orchestratorEnv(String variable) {
        EnvVar found = null;
        for (EnvVar candidate : orchestratorEnv) {
            if (candidate.name().equals(variable)) {
                found = candidate;
            }
        }
        return found;
    }
}
