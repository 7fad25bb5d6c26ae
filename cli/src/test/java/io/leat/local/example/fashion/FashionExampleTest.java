// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.local.example.picture.ExampleImage;
import io.leat.modelserver.OnnxModel;
import io.leat.modelserver.rest.ModelClient;
import io.leat.modelserver.rest.RestModelServer;
import io.leat.protocol.BadPayloadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FashionExampleTest {

    private static final Path CARD = Path.of("example", "MODEL_CARD.md");

    @Test
    void classifiesTheBundledImagesAsOftenAsTheModelCardStates() throws Exception {
        List<ExampleImage> images = FashionExample.images();
        int hits = 0;
        try (RestModelServer server = server()) {
            ModelClient client = new ModelClient(server, FashionExample.MODEL);
            for (ExampleImage image : images) {
                hits += predict(client, image).label().equals(image.label()) ? 1 : 0;
            }
        }

        String stated =
                String.format(
                        Locale.ROOT,
                        "| Accuracy on the bundled images | %d of %d (%.1f%%) |",
                        hits,
                        images.size(),
                        100.0 * hits / images.size());
        assertThat(CARD).content().contains(stated);
    }

    @Test
    void answersABatchAsItAnswersEachImage() throws Exception {
        List<ExampleImage> images = FashionExample.images().subList(0, 3);
        try (RestModelServer server = server()) {
            ModelClient client = new ModelClient(server, FashionExample.MODEL);
            String batch =
                    images.stream()
                            .map(image -> rows(FashionRequest.json(image.image())))
                            .collect(Collectors.joining(",", "{\"instances\":[", "]}"));

            String reply = client.post("/v1/models/fashion:predict", batch).body();

            String[] rows = reply.substring(reply.indexOf("[[") + 2).split("],\\[", -1);
            assertThat(rows).hasSize(3);
            for (int i = 0; i < 3; i++) {
                String one = "{\"predictions\":[[" + rows[i].replaceAll("].*", "") + "]]}";
                FashionPrediction alone = predict(client, images.get(i));
                FashionPrediction batched =
                        FashionPrediction.read(one.getBytes(StandardCharsets.UTF_8));
                assertThat(batched.label()).isEqualTo(alone.label());
            }
        }
    }

    @Test
    void bundlesAsManyImagesOfEachClass() {
        List<ExampleImage> images = FashionExample.images();

        assertThat(images).hasSize(250).extracting(ExampleImage::testIndex).doesNotHaveDuplicates();
        assertThat(
                        images.stream()
                                .collect(
                                        Collectors.groupingBy(
                                                ExampleImage::label, Collectors.counting())))
                .hasSize(10)
                .containsOnlyKeys(FashionExample.classes())
                .values()
                .containsOnly(25L);
    }

    @Test
    void staysWithinItsSizeLimits() throws IOException {
        assertThat(FashionExample.model()).hasSizeLessThanOrEqualTo(1_000_000);
        assertThat(FashionExample.smallModel()).hasSizeLessThanOrEqualTo(100_000);
        try (var in = FashionExample.class.getResourceAsStream("images.png")) {
            assertThat(in.readAllBytes()).hasSizeLessThanOrEqualTo(500_000);
        }
    }

    @Test
    void hasTheModelsTheCardDescribes() throws IOException, NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] model = sha256.digest(FashionExample.model());
        byte[] small = sha256.digest(FashionExample.smallModel());

        assertThat(Files.readString(CARD))
                .contains(HexFormat.of().formatHex(model), HexFormat.of().formatHex(small));
    }

    @Test
    void carriesTheNoticeOfItsData() throws IOException {
        try (var in = FashionExample.class.getResourceAsStream("FASHION-MNIST-LICENSE.txt")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Copyright (c) 2017 Zalando SE", "Permission is hereby granted");
        }
    }

    private static RestModelServer server() {
        return RestModelServer.start(
                Map.of(FashionExample.MODEL, OnnxModel.load(FashionExample.model())));
    }

    private static FashionPrediction predict(ModelClient client, ExampleImage image)
            throws BadPayloadException {
        String reply =
                client.post("/v1/models/fashion:predict", FashionRequest.json(image.image()))
                        .body();
        return FashionPrediction.read(reply.getBytes(StandardCharsets.UTF_8));
    }

    private static String rows(byte[] request) {
        String json = new String(request, StandardCharsets.UTF_8);
        return json.substring("{\"instances\":[".length(), json.length() - "]}".length());
    }
}
