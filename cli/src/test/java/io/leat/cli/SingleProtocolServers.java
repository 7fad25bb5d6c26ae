// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.modelserver.TwiceModel;
import io.leat.modelserver.grpc.GrpcModelServer;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.util.Map;
import java.util.Set;

/**
 * Model servers that speak one protocol each and know one model, as those of others do: whatever
 * else they are asked, they do not know. Each serves a model {@code iris}, which answers 0.9, and
 * refuses a request that is none of its protocol.
 */
final class SingleProtocolServers implements AutoCloseable {

    private final RestModelStub v2 =
            server(
                    Set.of("/v2", "/v2/health/live", "/v2/health/ready", "/v2/models/iris/ready"),
                    Map.of(
                            "/v2/models/iris",
                            """
                            {"name": "iris", "inputs": [{"name": "x", "datatype": "FP32", "shape": [-1, 4]}],
                             "outputs": [{"name": "y", "datatype": "FP32", "shape": [-1, 1]}]}\
                            """),
                    "/v2/models/iris/infer",
                    "inputs",
                    """
                    {"model_name":"iris","outputs":[{"name":"y","datatype":"FP32","shape":[1,1],"data":[0.9]}]}\
                    """);

    private final RestModelStub tensorflow =
            server(
                    Set.of(),
                    Map.of(
                            "/v1/models/iris",
                            """
                            {"model_version_status": [{"version": "1", "state": "AVAILABLE"}]}\
                            """),
                    "/v1/models/iris:predict",
                    "instances",
                    "{\"predictions\":[0.9]}");

    private final RestModelStub seldon =
            server(
                    Set.of("/health/ping"),
                    Map.of(),
                    "/predict",
                    "data",
                    "{\"data\":{\"names\":[\"y\"],\"ndarray\":[[0.9]]}}");

    private final GrpcModelServer v2Grpc = GrpcModelServer.start(Map.of("iris", new TwiceModel()));

    /**
     * A server.
     *
     * @param ready paths of a GET that are answered with an empty object
     * @param described paths of a GET, with their answers
     * @param predict the path of predictions
     * @param member what the JSON of a request has
     */
    private static RestModelStub server(
            Set<String> ready,
            Map<String, String> described,
            String predict,
            String member,
            String prediction) {
        return RestModelStub.answering(
                        call -> {
                            if (!call.path().equals(predict)) {
                                return unknown();
                            }
                            return call.text().contains("\"" + member + "\"")
                                    ? Answer.ok(prediction)
                                    : Answer.of(
                                            400,
                                            "application/json",
                                            "{\"error\":\"no %s\"}".formatted(member));
                        })
                .saying(
                        question -> {
                            String path = question.path();
                            if (path.equals(predict)) {
                                return Answer.status(405);
                            }
                            return ready.contains(path)
                                    ? Answer.ok("{}")
                                    : described.containsKey(path)
                                            ? Answer.ok(described.get(path))
                                            : unknown();
                        });
    }

    private static Answer unknown() {
        return Answer.of(404, "application/json", "{\"error\":\"Not Found\"}");
    }

    /** Where each listens, {@code HOST:PORT}, by a name for it. */
    Map<String, String> addresses() {
        return Map.of(
                "v2", "127.0.0.1:" + v2.port(),
                "tensorflow", "127.0.0.1:" + tensorflow.port(),
                "seldon", "127.0.0.1:" + seldon.port(),
                "v2-grpc", "127.0.0.1:" + v2Grpc.address("iris").getPort());
    }

    @Override
    public void close() {
        v2.close();
        tensorflow.close();
        seldon.close();
        v2Grpc.close();
    }
}
