// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.Exchange.header;
import static io.leat.job.Exchange.json;
import static io.leat.job.RealServers.restUrl;
import static io.leat.job.TestJob.bytes;
import static io.leat.job.V2Json.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.Exchange.Outcome;
import io.leat.protocol.Protocol;
import io.leat.testing.kafka.TestBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The v2 protocol over REST, answered by Triton. */
class TritonRestInterop {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Exchange EXCHANGE = new Exchange(BROKER, CLUSTER);

    private static TestJob oneModel(String name) {
        return EXCHANGE.model(Protocol.V2, restUrl("triton"), name);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void predicts() throws Exception {
        Outcome prediction = EXCHANGE.predict(oneModel("half"), request("[1,2]", "[1,2]"));

        assertThat(prediction.json())
                .isEqualTo(
                        json(
                                """
                                {"model_name":"half","model_version":"1","outputs":[
                                 {"name":"x","datatype":"FP32","shape":[1,2],"data":[0.5,1.0]}]}
                                """));
        assertThat(prediction.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void predictsFromTensorsBehindTheJson() throws Exception {
        String head = V2Json.binaryHead(2);

        Outcome prediction =
                EXCHANGE.predict(
                                oneModel("half"),
                                List.of(V2Json.withTensor(head, 1, 5)),
                                header("Content-Type", "application/octet-stream"),
                                header(
                                        "Inference-Header-Content-Length",
                                        String.valueOf(head.length())))
                        .get(0);

        assertThat(prediction.header("Content-Type")).isEqualTo("application/octet-stream");
        int length = Integer.parseInt(prediction.header("Inference-Header-Content-Length"));
        byte[] value = prediction.value();
        assertThat(Arrays.copyOfRange(value, length, value.length))
                .isEqualTo(V2Json.tensor(0.5f, 2.5f));
    }

    @ParameterizedTest
    @CsvSource({"inputs", "outputs"})
    void predictsFromACompressedRecord(String member) throws Exception {
        String request = request("[1,2]", "[1,2]").replace("inputs", member);

        Outcome prediction =
                EXCHANGE.predict(
                                oneModel("half"),
                                List.of(gzip(bytes(request))),
                                header("Content-Encoding", "gzip"))
                        .get(0);

        assertThat(prediction.json().at("/outputs/0/data")).isEqualTo(json("[0.5,1.0]"));
        assertThat(prediction.headers()).doesNotContainKey("Content-Encoding");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [1,2] | bad     | model-failed 500 half
                    [1,3] | [1,2,3] | model-rejected 400 half
                    [1,2] | [-1,2]  | model-failed 500 half
                    """)
    void keepsWhatTheServerRefuses(String shape, String data, String reason) throws Exception {
        byte[] request = bytes(request(shape, data));

        Outcome letter = EXCHANGE.refuse(oneModel("half"), request);

        assertThat(letter.reason()).isEqualTo(reason);
        assertThat(letter.value()).isEqualTo(request);
    }

    @Test
    void waitsForAModelThatIsNotLoaded() throws Exception {
        EXCHANGE.awaitRepeats(oneModel("stranger"), bytes(request("[1,2]", "[1,0]")));
    }
}
