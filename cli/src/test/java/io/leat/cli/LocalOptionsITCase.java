// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One run with every option of its own: each is honoured. */
@ExtendWith(BrokerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalOptionsITCase {

    private Topics topics;
    private SameModel model;
    private LeatProcess leat;
    private String web;

    @BeforeAll
    void givenARun(@TempDir Path folder, Topics shared) throws Exception {
        topics = shared;
        topics.create("stated", "stated-out", "wanted", "wanted-out");
        model = SameModel.start();
        String one = OwnDeployment.yaml(model.port(), "stated", "stated-out");
        String file =
                OwnDeployment.file(folder, OwnDeployment.withOther(one, "stated2", "stated2-out"));
        leat =
                LeatProcess.start(
                        "local",
                        file,
                        "--predictor=other",
                        "--broker=" + topics.servers(),
                        "--input-topic=wanted",
                        "--output-topic=wanted-out",
                        "--dead-letter-topic=wanted-dead",
                        "--parallelism=1",
                        "--checkpoint-interval=500ms",
                        "--port=0",
                        "--state-dir=" + folder.resolve("state"));
        web = leat.awaitReady();
    }

    @AfterAll
    void endTheRun() throws Exception {
        try (LeatProcess run = leat) {
            run.terminate();
            run.assertExits(LeatProcess.TERMINATED);
            assertThat(run.err())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("leat local: warning: "))
                    .allMatch(line -> line.contains("traffic"));
        } finally {
            model.close();
        }
    }

    @Test
    void servesFlinksWebPage() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Apache Flink Web Dashboard");
    }

    @Test
    void honoursParallelismAndCheckpointInterval() throws Exception {
        JsonNode job = json("/jobs").path("jobs").get(0);
        String path = "/jobs/" + job.path("id").asText();

        assertThat(json(path).path("vertices"))
                .singleElement()
                .extracting(vertex -> vertex.path("parallelism").asInt())
                .isEqualTo(1);
        assertThat(json(path + "/checkpoints/config").path("interval").asInt()).isEqualTo(500);
    }

    @Test
    void runsTheChosenPredictorUnderItsName() throws Exception {
        assertThat(leat.awaitOut("deployment "))
                .startsWith("other.stated.tests, tensorflow over rest");
        assertThat(json("/jobs/overview").path("jobs").get(0).path("name").asText())
                .isEqualTo("leat other.stated.tests");
    }

    @Test
    void prefersTheTopicsOfTheCommandLine() throws Exception {
        topics.send("wanted", 0, 30);

        topics.awaitCommitted("wanted-out", 30);

        Exactly.assertOnceInOrder(
                topics.committed("wanted-out"), IntStream.range(0, 30).boxed().toList());
        assertThat(leat.awaitOut("topics "))
                .isEqualTo("wanted -> wanted-out, dead letters to wanted-dead");
        assertThat(names()).contains("wanted-dead").doesNotContain("stated2-out-dead-letter");
    }

    private Set<String> names() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", topics.servers()))) {
            return admin.listTopics().names().get();
        }
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(web + path)).build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
