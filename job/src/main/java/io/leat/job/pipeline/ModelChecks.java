// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.client.StateClient;
import io.leat.client.readiness.Readiness;
import io.leat.client.readiness.ReadinessCheck;
import io.leat.graph.Endpoint;
import io.leat.graph.Node;
import io.leat.job.plan.PredictorPlan;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Looks at the models of a predictor as its calls would find them: with its TLS and credentials,
 * over connections of its own. Asks for no prediction. Used by one thread at a time.
 */
public final class ModelChecks implements AutoCloseable {

    private static final Duration LONGEST_CALL = Duration.ofSeconds(3);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);

    private final PredictorPlan predictor;
    private final StateClient client;
    private final ReadinessCheck check;
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();

    private ModelChecks(PredictorPlan predictor, StateClient client) {
        this.predictor = predictor;
        this.client = client;
        this.check = new ReadinessCheck(client, predictor.protocol(), predictor.transport());
        add(predictor.graph());
    }

    /**
     * What was found of a node's model.
     *
     * @param address {@code host:port}
     */
    public record Finding(String node, String address, Readiness readiness) {

        /** What stands behind the word "model" in {@link #sentence}. */
        public String clause() {
            return readiness.clause(node, address);
        }

        /** One line. */
        public String sentence() {
            return readiness.sentence(node, address);
        }
    }

    /**
     * Connects to nothing yet.
     *
     * @throws io.leat.secrets.SecretException if certificates or credentials cannot be had here
     */
    public static ModelChecks open(PredictorPlan predictor) {
        return new ModelChecks(
                predictor,
                ModelClientFactory.openStateClient(predictor, LONGEST_CALL, LONGEST_CONNECT));
    }

    private void add(Node node) {
        if (node.endpoint() != null) {
            endpoints.put(node.name(), node.endpoint());
        }
        node.children().forEach(this::add);
    }

    /** The nodes that have a model, in the graph's order. */
    public Set<String> nodes() {
        return endpoints.keySet();
    }

    /** Takes some seconds at most. */
    public Finding check(String node) throws InterruptedException {
        Endpoint endpoint = Objects.requireNonNull(endpoints.get(node), node);
        boolean tls = predictor.settings().security().isTls(node);
        return new Finding(
                node,
                endpoint.address(predictor.transport()),
                check.of(node, socketAddress(endpoint), tls));
    }

    /** All of them, one after the other. */
    public List<Finding> all() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (String node : nodes()) {
            findings.add(check(node));
        }
        return findings;
    }

    private InetSocketAddress socketAddress(Endpoint endpoint) {
        int port =
                switch (predictor.transport()) {
                    case REST -> endpoint.httpPort();
                    case GRPC -> endpoint.grpcPort();
                };
        return InetSocketAddress.createUnresolved(endpoint.host(), port);
    }

    @Override
    public void close() {
        client.close();
    }
}
