// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** What a user does on Flink's web page. */
final class FlinkPage {

    private FlinkPage() {}

    /** The button Cancel Job, of the only job there is. */
    static void cancelJob(String web) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        String jobs =
                http.send(request(web + "/jobs").GET().build(), BodyHandlers.ofString()).body();
        String id = new ObjectMapper().readTree(jobs).at("/jobs/0/id").asText();
        http.send(
                request(web + "/jobs/" + id).method("PATCH", BodyPublishers.noBody()).build(),
                BodyHandlers.discarding());
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }
}
