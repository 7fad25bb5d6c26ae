// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.asynchttpclient.AsyncHttpClient;
import org.junit.jupiter.api.Test;

/**
 * Leat's handlers stand in the pipeline of the HTTP client's connections and rely on what it does
 * there without promising it.
 */
class AsyncHttpClientVersionTest {

    private static final String CHECKED = "3.0.13";

    private static final String WHAT_TO_CHECK =
            """
            async-http-client is another version than the one that RestPipeline was checked with. \
            Check in its sources that NettyRequestSender and NettyChannelConnector still call \
            onConnectionPooled or onTcpConnectSuccess with the connection before they write a \
            request to it; that a request without a body is written as one HttpRequest; that the \
            pipeline of a connection has an HttpClientCodec, found by its name, and a \
            ChunkedWriteHandler when the additional channel initializer runs; and that the log at \
            DEBUG shows no more of a request than it was given. Run RestModelClientTest, \
            RestBrokenReplyTest, RestTlsTest, DirectMemoryTest and SecretsITCase, and then state \
            the new version here""";

    @Test
    void isTheVersionThatTheHandlersInItsPipelineWereCheckedWith() throws IOException {
        assertThat(version()).as(WHAT_TO_CHECK).isEqualTo(CHECKED);
    }

    private static String version() throws IOException {
        String path = "/META-INF/maven/org.asynchttpclient/async-http-client/pom.properties";
        Properties properties = new Properties();
        try (InputStream file = AsyncHttpClient.class.getResourceAsStream(path)) {
            properties.load(file);
        }
        return properties.getProperty("version");
    }
}
