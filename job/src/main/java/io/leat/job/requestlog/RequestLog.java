// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.requestlog;

import io.leat.graph.Node;
import io.leat.job.traffic.TrafficSubject;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.LogEventKind;
import io.leat.kafka.LogEventTemplate;
import io.leat.kafka.RecordContract;
import io.leat.kafka.gate.InFlightGate;
import io.leat.options.requestlog.RequestLogSettings;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import io.leat.traffic.TrafficBy;
import io.leat.traffic.TrafficHash;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request log of one predictor in a running subtask: says which records are logged, and has
 * what the events of each node and kind have alike. {@link #begin} is for the task's thread.
 */
public final class RequestLog {

    /** As v1 compares it: in this case. */
    private static final String SKIP = "Seldon-Skip-Logging";

    private static final Set<String> YES = Set.of("true", "on", "1");

    /** Before the deployment's name: what is logged is not chosen as what a shadow answers. */
    private static final String SALT = "request-log/";

    /** Of a body that is posted, unless another size is stated. */
    private static final int MAX_POSTED_BYTES = 1 << 20;

    private final RequestLogPlan plan;
    private final Transport transport;
    private final InFlightGate gate;
    private final InstantSource clock;
    private final @Nullable LogPoster poster;
    private final TrafficHash hash;
    private final Map<String, NodeEvents> nodes = new HashMap<>();

    private record NodeEvents(
            Map<UnitMethod, LogEventTemplate> requests,
            Map<UnitMethod, LogEventTemplate> responses,
            @Nullable LogEventTemplate feedback) {}

    /**
     * Opens the log.
     *
     * @param gate counts what is kept until the records are done
     * @param clock states when an event was
     * @param poster sends events to URLs; null where they go to a topic
     */
    public RequestLog(
            RequestLogPlan plan,
            Transport transport,
            InFlightGate gate,
            InstantSource clock,
            @Nullable LogPoster poster) {
        this.plan = plan;
        this.transport = transport;
        this.gate = gate;
        this.clock = clock;
        this.poster = poster;
        this.hash = new TrafficHash(SALT + plan.source().deployment());
        plan.settings().nodes().forEach((node, logger) -> nodes.put(node, events(node, logger)));
    }

    private NodeEvents events(String node, Node.Logger logger) {
        Map<UnitMethod, LogEventTemplate> requests = new EnumMap<>(UnitMethod.class);
        Map<UnitMethod, LogEventTemplate> responses = new EnumMap<>(UnitMethod.class);
        for (UnitMethod method : UnitMethod.values()) {
            if (isLogged(method) && logger.logsRequests()) {
                requests.put(method, template(node, word(method), LogEventKind.REQUEST));
            }
            if (isLogged(method) && logger.logsResponses()) {
                responses.put(method, template(node, word(method), LogEventKind.RESPONSE));
            }
        }
        return new NodeEvents(
                requests,
                responses,
                logger.logsResponses() ? template(node, "", LogEventKind.FEEDBACK) : null);
    }

    private LogEventTemplate template(String node, String method, LogEventKind kind) {
        return new LogEventTemplate(plan.source(), transport, node, method, kind);
    }

    /** As executor/predictor/predictor_process.go, which logs no route. */
    private static boolean isLogged(UnitMethod method) {
        return switch (method) {
            case PREDICT, TRANSFORM_INPUT, TRANSFORM_OUTPUT, AGGREGATE -> true;
            case ROUTE, SEND_FEEDBACK, SEND_ROUTER_FEEDBACK -> false;
        };
    }

    private static String word(UnitMethod method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the events before a call have alike; null where they are not logged. */
    @Nullable LogEventTemplate request(NodeCall call) {
        NodeEvents events = nodes.get(call.node());
        return events == null ? null : events.requests().get(call.method());
    }

    /** The same of those after its answer. */
    @Nullable LogEventTemplate response(NodeCall call) {
        NodeEvents events = nodes.get(call.node());
        return events == null ? null : events.responses().get(call.method());
    }

    /** The same of those about feedback that reaches a node. */
    @Nullable LogEventTemplate feedback(String node) {
        NodeEvents events = nodes.get(node);
        return events == null ? null : events.feedback();
    }

    /**
     * The events of one record.
     *
     * @return null where none are kept of it
     */
    public @Nullable RecordLog begin(InferenceRequest request) {
        return isSkipped(request) || !isSampled(request)
                ? null
                : new RecordLog(
                        this, request, RecordContract.puid(request), maxBytes(), gate, clock);
    }

    private long maxBytes() {
        Long stated = plan.settings().maxBytes();
        return stated != null ? stated : poster == null ? Integer.MAX_VALUE : MAX_POSTED_BYTES;
    }

    /** Sends events to the URLs of their nodes; null where they go to a topic. */
    @Nullable LogPoster poster() {
        return poster;
    }

    /** Where the events of a node are sent. */
    String url(String node) {
        return Objects.requireNonNull(plan.settings().urlOf(node), node);
    }

    private static boolean isSkipped(InferenceRequest request) {
        for (int i = 0; i < request.headerNames.length; i++) {
            byte[] value = request.headerValues[i];
            if (value != null
                    && request.headerNames[i].equals(SKIP)
                    && YES.contains(
                            new String(value, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private boolean isSampled(InferenceRequest request) {
        int sample = plan.settings().sample();
        return sample == RequestLogSettings.ALL
                || hash.bucket(TrafficSubject.of(request, TrafficBy.KEY)) < sample;
    }
}
