// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.requestlog;

import io.leat.graph.Node;
import io.leat.kafka.security.KafkaClients;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a predictor's calls is logged and where to. Holds no secret: it becomes part of the job
 * graph.
 *
 * @param nodes by name the logger of each node whose events go somewhere
 * @param kafka where they go; null for URLs
 * @param url of nodes whose logger states none; null where each of them does
 * @param sample of 10,000 records, those whose events are kept
 * @param maxBytes of a message in an event; null for what the target takes
 * @param dropsInOutage whether events that cannot be delivered to a URL are left out
 */
public record RequestLogSettings(
        Map<String, Node.Logger> nodes,
        @Nullable KafkaLog kafka,
        @Nullable String url,
        int sample,
        @Nullable Long maxBytes,
        boolean dropsInOutage)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** As many as there are records, when all are kept. */
    public static final int ALL = 10_000;

    public RequestLogSettings {
        nodes = Map.copyOf(nodes);
    }

    /**
     * A topic of a cluster.
     *
     * @param clients what reaches its brokers; null where they are the job's
     */
    public record KafkaLog(String topic, @Nullable KafkaClients clients) implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    /** Where the events of a node are sent that has a logger; null where they go to a topic. */
    public @Nullable String urlOf(String node) {
        if (kafka != null) {
            return null;
        }
        Node.Logger logger = nodes.get(node);
        return logger == null || logger.url() == null ? url : logger.url();
    }
}
