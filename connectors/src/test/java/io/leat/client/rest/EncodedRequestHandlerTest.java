// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallLimits;
import io.leat.client.refusal.RequestLine;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Protocol;
import io.leat.protocol.UnitMethod;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent in place of the requests that the HTTP client makes. */
class EncodedRequestHandlerTest {

    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("h", 1);

    private final EmbeddedChannel connection = new EmbeddedChannel(new EncodedRequestHandler());

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    /** As the HTTP client does it, which knows neither head nor body. */
    private ChannelFuture request() {
        return connection.writeAndFlush(
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/predict"));
    }

    private static RestExchange exchange(String head, String body) {
        return new RestExchange(
                new NodeCall("m", UnitMethod.PREDICT, RestClientFixture.payload(body)),
                RequestLine.http("m", Protocol.SELDON, "POST", "/predict"),
                Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII),
                new CallLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1),
                null);
    }

    private String sent() {
        StringBuilder sent = new StringBuilder();
        for (ByteBuf part = connection.readOutbound();
                part != null;
                part = connection.readOutbound()) {
            sent.append(part.toString(StandardCharsets.US_ASCII));
            part.release();
        }
        return sent.toString();
    }

    @Test
    void sendsTheExchangeOfTheConnectionInPlaceOfTheRequest() {
        exchange("head1 ", "body1").onTcpConnectSuccess(ADDRESS, connection);
        assertThat(request().isSuccess()).isTrue();
        exchange("head2 ", "body2").onConnectionPooled(connection);
        assertThat(request().isSuccess()).isTrue();

        assertThat(sent()).isEqualTo("head1 body1head2 body2");
    }

    @Test
    void sendsNothingWithoutAnExchange() {
        exchange("head ", "body").onConnectionPooled(connection);
        assertThat(request().isSuccess()).isTrue();
        sent();

        assertThat(request().cause()).hasMessage("a request without its exchange");
        assertThat(sent()).isEmpty();
    }
}
