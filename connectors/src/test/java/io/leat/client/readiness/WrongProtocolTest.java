// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import static io.leat.client.readiness.ReadinessLook.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.readiness.Readiness.State;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is found of the model {@code iriss}, which none of these servers has, by each protocol. They
 * answer as those of their name do, or as people write them: what one says of a model or a path
 * proves nothing unless its words are known.
 */
class WrongProtocolTest {

    /** Servers, by what they answer to a GET. */
    enum Server {
        TRITON {
            @Override
            Answer to(String path) {
                return path.startsWith("/v2/models/")
                        ? json(
                                400,
                                "{\"error\":\"Request for unknown model: 'iriss' is not found\"}")
                        : isV2(path) ? json(200, "{}") : Answer.of(404, new byte[0]);
            }
        },
        MLSERVER {
            @Override
            Answer to(String path) {
                return path.startsWith("/v2/models/")
                        ? json(404, "{\"error\":\"Model iriss not found\"}")
                        : isV2(path) ? json(200, "{}") : json(404, "{\"detail\":\"Not Found\"}");
            }
        },
        /** Speaks V2 and TensorFlow's. */
        KSERVE {
            @Override
            Answer to(String path) {
                if (path.equals("/v1/models")) {
                    return json(200, "{\"models\":[\"iris\"]}");
                }
                return path.matches("/v[12]/models/.*")
                        ? json(404, "{\"error\":\"Model with name iriss does not exist.\"}")
                        : isV2(path) ? json(200, "{}") : json(404, "{\"detail\":\"Not Found\"}");
            }
        },
        /** Written by hand, with one answer for all it does not know. */
        OWN_V2 {
            @Override
            Answer to(String path) {
                return isV2(path)
                        ? json(200, "{}")
                        : json(404, "{\"error\":\"no such model or path\"}");
            }
        },
        TF_SERVING {
            @Override
            Answer to(String path) {
                if (!path.startsWith("/v1/")) {
                    return Answer.of(404, "text/html", "<h1>Not Found</h1>");
                }
                return path.equals("/v1/models/iriss")
                        ? json(404, "{ \"error\": \"Could not find any versions of model iriss\" }")
                        : json(400, "{ \"error\": \"Malformed request: GET " + path + "\" }");
            }
        },
        /** Behind what takes each path for one of TensorFlow Serving's. */
        TF_SERVING_MALFORMED {
            @Override
            Answer to(String path) {
                return json(400, "{ \"error\": \"Malformed request: GET " + path + "\" }");
            }
        },
        SELDON_WRAPPER {
            @Override
            Answer to(String path) {
                return switch (path) {
                    case "/health/ping" -> Answer.of(200, "text/plain", "pong");
                    case "/predict" -> json(400, "{\"status\":{\"status\":\"FAILURE\"}}");
                    default -> Answer.of(404, "text/html", "<!doctype html><h1>Not Found</h1>");
                };
            }
        },
        SELDON_WRAPPER_WITHOUT_PING {
            @Override
            Answer to(String path) {
                return path.equals("/predict") ? Answer.status(405) : Answer.status(404);
            }
        },
        FASTAPI {
            @Override
            Answer to(String path) {
                return json(404, "{\"detail\":\"Not Found\"}");
            }
        },
        FLASK {
            @Override
            Answer to(String path) {
                return Answer.of(404, "text/html", "<!doctype html><h1>Not Found</h1>");
            }
        },
        OWN_WITHOUT_PROTOCOL {
            @Override
            Answer to(String path) {
                return json(404, "{\"error\":\"no such model or path\"}");
            }
        },
        VLLM {
            @Override
            Answer to(String path) {
                return switch (path) {
                    case "/v1/models" ->
                            json(200, "{\"object\":\"list\",\"data\":[{\"id\":\"llama\"}]}");
                    default -> json(404, "{\"detail\":\"Not Found\"}");
                };
            }
        },
        /** With a model of the name that is stated. */
        VLLM_WITH_MODEL {
            @Override
            Answer to(String path) {
                return path.equals("/v1/models/iriss")
                        ? json(200, "{\"id\":\"iriss\",\"object\":\"model\"}")
                        : VLLM.to(path);
            }
        };

        abstract Answer to(String path);

        private static boolean isV2(String path) {
            return path.equals("/v2") || path.startsWith("/v2/health/");
        }

        private static Answer json(int status, String body) {
            return Answer.of(status, "application/json", body);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    TRITON                      | V2         | WRONG   | speaks v2 and has no model `iriss`
                    TRITON                      | TENSORFLOW | WRONG   | answers as a V2 server (200 for GET /v2/health/ready): protocol v2?
                    TRITON                      | SELDON     | WRONG   | answers as a V2 server (200 for GET /v2/health/ready): protocol v2?
                    MLSERVER                    | V2         | WRONG   | speaks v2 and has no model `iriss`
                    MLSERVER                    | TENSORFLOW | WRONG   | answers as a V2 server (200 for GET /v2/health/ready): protocol v2?
                    MLSERVER                    | SELDON     | WRONG   | answers as a V2 server (200 for GET /v2/health/ready): protocol v2?
                    KSERVE                      | V2         | WRONG   | speaks v2 and has no model `iriss`
                    KSERVE                      | TENSORFLOW | WRONG   | speaks tensorflow and has no model `iriss`
                    KSERVE                      | SELDON     | WRONG   | 404 for GET /health/ping: it answers as a
                    OWN_V2                      | V2         | WRONG   | speaks v2 and has no model `iriss`
                    OWN_V2                      | TENSORFLOW | WRONG   | answers as a V2 server (200 for GET /v2/health/ready): protocol v2?
                    OWN_V2                      | SELDON     | WRONG   | answers as a V2 server (200 for GET /v2/health/ready): protocol v2?
                    TF_SERVING                  | TENSORFLOW | WRONG   | speaks tensorflow and has no model `iriss`
                    TF_SERVING                  | V2         | WRONG   | answers as a TensorFlow server (404 for GET /v1/models/iriss): protocol tensorflow?
                    TF_SERVING                  | SELDON     | WRONG   | answers as a TensorFlow server (404 for GET /v1/models/iriss): protocol tensorflow?
                    TF_SERVING_MALFORMED        | V2         | WRONG   | answers as a TensorFlow server (400 for GET /v1/models/iriss): protocol tensorflow?
                    TF_SERVING_MALFORMED        | SELDON     | WRONG   | answers as a TensorFlow server (400 for GET /v1/models/iriss): protocol tensorflow?
                    SELDON_WRAPPER              | SELDON     | READY   | 200 for GET /health/ping
                    SELDON_WRAPPER              | V2         | WRONG   | answers as a Seldon server (200 for GET /health/ping): protocol seldon?
                    SELDON_WRAPPER              | TENSORFLOW | WRONG   | answers as a Seldon server (200 for GET /health/ping): protocol seldon?
                    SELDON_WRAPPER_WITHOUT_PING | SELDON     | REACHED | so the model's state is not known
                    SELDON_WRAPPER_WITHOUT_PING | V2         | WRONG   | answers as a Seldon server (405 for GET /predict): protocol seldon?
                    SELDON_WRAPPER_WITHOUT_PING | TENSORFLOW | WRONG   | answers as a Seldon server (405 for GET /predict): protocol seldon?
                    FASTAPI                     | V2         | WRONG   | is `iriss` the model's name and v2 its protocol?
                    FASTAPI                     | TENSORFLOW | WRONG   | is `iriss` the model's name and tensorflow its protocol?
                    FASTAPI                     | SELDON     | REACHED | so the model's state is not known
                    FLASK                       | V2         | WRONG   | is `iriss` the model's name and v2 its protocol?
                    FLASK                       | TENSORFLOW | WRONG   | is `iriss` the model's name and tensorflow its protocol?
                    FLASK                       | SELDON     | REACHED | so the model's state is not known
                    OWN_WITHOUT_PROTOCOL        | V2         | WRONG   | is `iriss` the model's name and v2 its protocol?
                    OWN_WITHOUT_PROTOCOL        | TENSORFLOW | WRONG   | is `iriss` the model's name and tensorflow its protocol?
                    OWN_WITHOUT_PROTOCOL        | SELDON     | REACHED | so the model's state is not known
                    VLLM                        | V2         | WRONG   | answers as a server of OpenAI's protocol (200 for GET /v1/models), which Leat does not speak
                    VLLM                        | TENSORFLOW | WRONG   | answers as a server of OpenAI's protocol (200 for GET /v1/models), which Leat does not speak
                    VLLM_WITH_MODEL             | TENSORFLOW | WRONG   | answers as a server of OpenAI's protocol (200 for GET /v1/models/iriss), which Leat does not speak
                    VLLM_WITH_MODEL             | V2         | WRONG   | answers as a server of OpenAI's protocol (200 for GET /v1/models), which Leat does not speak
                    """)
    void saysWhatIsKnownOfTheServerAndNoMore(
            Server server, Protocol stated, State state, String words) throws Exception {
        try (RestModelStub stub =
                RestModelStub.answering(call -> Answer.status(500))
                        .saying(question -> server.to(question.path()))) {
            Readiness found = look(stated, Transport.REST, stub.port());

            assertThat(found.state()).isEqualTo(state);
            assertThat(found.found()).contains(words);
            assertThat(stub.calls()).as("nothing but questions").isEmpty();
        }
    }
}
