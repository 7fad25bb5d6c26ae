// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.leat.graph.Endpoint;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.wire.Body;
import io.leat.job.wire.Fixture;
import io.leat.job.wire.Fixture.Call;
import io.leat.job.wire.Fixture.Reply;
import io.leat.job.wire.Header;
import io.leat.job.wire.Notable;
import io.leat.job.wire.ReplyBook;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.RecordContract;
import io.leat.protocol.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands for every node of a fixture: a real server on loopback for each address that the
 * deployment gives, so that a call is known by the address it would have gone to.
 */
public final class WireStub implements AutoCloseable {

    private final Fixture fixture;
    private final Transport transport;
    private final ReplyBook replies;
    private final Map<String, InferenceRequest> requests = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, WireServer> servers = new HashMap<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    WireStub(Fixture fixture, Transport transport) {
        this.fixture = fixture;
        this.transport = transport;
        this.replies = new ReplyBook(fixture);
        for (int i = 0; i < fixture.records().size(); i++) {
            InferenceRequest request = WireFixtures.request(fixture, i);
            requests.put(RecordContract.puid(request), request);
            names.put(RecordContract.puid(request), fixture.records().get(i).name());
        }
    }

    public static String scheme(Transport transport) {
        return switch (transport) {
            case REST -> "http://";
            case GRPC -> "grpc://";
        };
    }

    /** An address as the clients say it in messages: over gRPC without a scheme. */
    public static String called(Transport transport, String address) {
        return switch (transport) {
            case REST -> address;
            case GRPC -> address.substring(scheme(transport).length());
        };
    }

    /** The address a node would have, for the one that stands for it. */
    String stated(String called) {
        return servers.entrySet().stream()
                .filter(server -> called.endsWith("127.0.0.1:" + server.getValue().port()))
                .findFirst()
                .map(server -> called(transport, server.getKey()))
                .orElse(called);
    }

    /** The same job in a consumer group of its own, with this stub in the place of every node. */
    InferenceJob standInFor(InferenceJob job) {
        PredictorPlan predictor = job.first();
        PredictorPlan stubbed =
                new PredictorPlan(
                        predictor.name(),
                        predictor.protocol(),
                        predictor.transport(),
                        predictor.graph().movedTo((name, endpoint) -> standInFor(endpoint)),
                        predictor.settings(),
                        predictor.names(),
                        predictor.isShared(),
                        predictor.log());
        return new InferenceJob(fixture.topicBase(), stubbed, job.sample());
    }

    private Endpoint standInFor(Endpoint endpoint) {
        String address = scheme(transport) + endpoint.address(transport);
        int port = servers.computeIfAbsent(address, this::start).port();
        return new Endpoint("127.0.0.1", port, port);
    }

    private WireServer start(String address) {
        return switch (transport) {
            case REST ->
                    WireServer.http(
                            (path, headers, body) ->
                                    answer(address + path, headers, Body.plain(body)));
            case GRPC ->
                    WireServer.grpc(
                            (path, headers, body) ->
                                    answer(address + path, headers, Body.request(path, body)));
        };
    }

    private @Nullable Reply answer(String to, List<Header> headers, Body body) {
        String puid = String.valueOf(Header.find(headers, RecordContract.PUID));
        InferenceRequest request = requests.get(puid);
        String record = names.getOrDefault(puid, "puid " + puid);
        List<Header> notable =
                request == null ? headers : Notable.headers(headers, usual(request, puid, headers));
        calls.add(new Call(record, to, notable, fixture.known(body.bytes(), body)));
        return replies.take(record, to);
    }

    private List<Header> usual(InferenceRequest request, String puid, List<Header> seen) {
        List<Header> usual = new ArrayList<>();
        usual.add(Header.of("seldon-puid", puid));
        usual.add(idempotencyKey(request, seen));
        switch (transport) {
            case REST -> usual.add(Header.of("content-type", RecordContract.DEFAULT_CONTENT_TYPE));
            case GRPC ->
                    RecordContract.protoNames(request)
                            .forEach(name -> usual.add(Header.of("proto-name", name)));
        }
        return usual;
    }

    /** The one seen if it is the record's, with some node and method. */
    private static Header idempotencyKey(InferenceRequest request, List<Header> seen) {
        String record = RecordContract.idempotencyKey(request);
        String key = String.valueOf(Header.find(seen, "idempotency-key"));
        boolean own = key.matches(Pattern.quote(record) + "-.+-[a-z-]+");
        return Header.of("idempotency-key", own ? key : record + "-NODE-METHOD");
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<String> unused() {
        return replies.unused();
    }

    @Override
    public void close() {
        servers.values().forEach(WireServer::close);
    }
}
