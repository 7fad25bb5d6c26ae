// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.leat.client.CallContext;
import io.leat.client.CallLimits;
import io.leat.client.EventLoops;
import io.leat.client.IdempotencyKey;
import io.leat.client.Reply;
import io.leat.client.StateClient;
import io.leat.client.dns.HostResolver;
import io.leat.client.refusal.RequestLine;
import io.leat.client.tls.ClientCredentials;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLEngine;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.Request;
import org.asynchttpclient.uri.Uri;
import org.jspecify.annotations.Nullable;

/**
 * REST over HTTP/1.1 with kept connections. One attempt per call: repeating is another wrapper's.
 *
 * <p>As v1's executor does it, a call is a POST of the payload with the record's headers, its
 * content type and its {@code Seldon-Puid}. Redirects are not followed, and no proxy is taken from
 * the environment.
 */
public final class RestModelClient implements StateClient {

    /** Not strings: these are copied to the wire as they are. */
    private static final AsciiString PUID = AsciiString.cached("Seldon-Puid");

    private static final AsciiString IDEMPOTENCY_KEY = AsciiString.cached("Idempotency-Key");

    /** The task's thread feeds one of them faster than it can call; a third only hands over. */
    private static final int EVENT_LOOPS = Math.min(2, Runtime.getRuntime().availableProcessors());

    /** See {@link ConnectionTtl}, which ends those that are in use. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(10);

    private final AsyncHttpClient http;
    private final HostResolver hostResolver;
    private final RestNameResolver resolver;
    private final EventLoopGroup eventLoops;
    private final CallTimer timer;
    private final Map<String, String> baseUrls;
    private final MessageCodec codec;
    private final CallLimits limits;
    private final ClientCredentials credentials;
    private final LongAdder illegalHeaders;
    private final Map<Target, RestRequestEncoder> encoders = new ConcurrentHashMap<>();

    private RestModelClient(
            AsyncHttpClient http,
            HostResolver hostResolver,
            EventLoopGroup eventLoops,
            CallTimer timer,
            Map<String, String> baseUrls,
            MessageCodec codec,
            CallLimits limits,
            ClientCredentials credentials,
            LongAdder illegalHeaders) {
        this.http = http;
        this.hostResolver = hostResolver;
        this.resolver = new RestNameResolver(hostResolver);
        this.eventLoops = eventLoops;
        this.timer = timer;
        this.baseUrls = Map.copyOf(baseUrls);
        this.codec = codec;
        this.limits = limits;
        this.credentials = credentials;
        this.illegalHeaders = illegalHeaders;
    }

    /**
     * Opens a client with a connection pool and event loops of its own.
     *
     * @param baseUrls for each node, {@code http://host:port} without a slash at the end; {@code
     *     https} where there is TLS
     * @param codec knows the path of a call
     * @param credentials let it in
     * @param illegalHeaders counts record headers that no HTTP request can carry
     */
    public static RestModelClient open(
            Map<String, String> baseUrls,
            MessageCodec codec,
            CallLimits limits,
            ClientCredentials credentials,
            LongAdder illegalHeaders) {
        ConnectionTtl ttl =
                new ConnectionTtl(ConnectionTtl.DEFAULT, ConnectionTtl.APART, System::nanoTime);
        HostResolver hostResolver =
                new HostResolver("leat-rest-names", InetAddress::getAllByName, System::nanoTime);
        return open(baseUrls, codec, limits, credentials, illegalHeaders, ttl, hostResolver);
    }

    /**
     * With another time to live than the usual one.
     *
     * @param hostResolver closed with the client
     */
    static RestModelClient open(
            Map<String, String> baseUrls,
            MessageCodec codec,
            CallLimits limits,
            ClientCredentials credentials,
            LongAdder illegalHeaders,
            ConnectionTtl ttl,
            HostResolver hostResolver) {
        DefaultAsyncHttpClientConfig.Builder config = Dsl.config();
        SslContext tls = credentials.forRest();
        if (tls != null) {
            config.setSslEngineFactory((ahc, host, port) -> engine(tls, host, port));
        }
        EventLoopGroup eventLoops = EventLoops.open("leat-rest", EVENT_LOOPS);
        CallTimer timer = new CallTimer("leat-rest-timer", eventLoops);
        AsyncHttpClient http =
                Dsl.asyncHttpClient(
                        config.setThreadPoolName("leat-rest")
                                .setEventLoopGroup(eventLoops)
                                .setHttp2Enabled(false)
                                .setKeepAlive(true)
                                .setKeepAliveStrategy(
                                        (to, ahc, request, response) ->
                                                HttpUtil.isKeepAlive(response))
                                .setPooledConnectionIdleTimeout(MAX_IDLE)
                                .setTcpNoDelay(true)
                                .setFollowRedirect(false)
                                .setMaxRequestRetry(0)
                                .setCookieStore(null)
                                .setUseProxyProperties(false)
                                .setUseProxySelector(false)
                                .setEnableAutomaticDecompression(false) // see ContentDecoder
                                .setHttpAdditionalChannelInitializer(
                                        connection -> RestPipeline.install(connection, ttl))
                                .setCompressionEnforced(false)
                                .setDisableUrlEncodingForBoundRequests(true)
                                .setNettyTimer(timer)
                                .setConnectTimeout(limits.connectTimeout())
                                .setRequestTimeout(limits.callTimeout())
                                .setReadTimeout(limits.callTimeout()));
        timer.begin();
        return new RestModelClient(
                http,
                hostResolver,
                eventLoops,
                timer,
                baseUrls,
                codec,
                limits,
                credentials,
                illegalHeaders);
    }

    private static SSLEngine engine(SslContext tls, String host, int port) {
        String name =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        return tls.newEngine(ByteBufAllocator.DEFAULT, name, port);
    }

    @Override
    public CompletableFuture<Reply> call(NodeCall call, CallContext context) {
        RestRequestEncoder encoder;
        HttpHeaders headers;
        ByteBuf head;
        try {
            encoder = encoder(call);
            headers = headers(call, context);
            head = encoder.head(headers, call.payload().body().length);
        } catch (BadPayloadException e) {
            return CompletableFuture.completedFuture(Reply.notEncodable(call, e));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Reply.callNotBuilt(call, e));
        }
        Request plain =
                context.deadline() == null
                        ? encoder.plain()
                        : encoder.plain(context.callTimeout(limits.callTimeout()));
        return send(call, encoder, plain, head, authorization(headers));
    }

    @Override
    public CompletableFuture<Reply> ask(String node, String path, byte[] message) {
        NodeCall call = new NodeCall(node, UnitMethod.PREDICT, new Payload(new byte[0], ""));
        RestRequestEncoder encoder;
        HttpHeaders headers = RestRequestEncoder.headers();
        try {
            encoder = encoder(node, HttpMethod.GET, path);
            setAuthorization(headers, node);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Reply.callNotBuilt(call, e));
        }
        return send(
                call, encoder, encoder.plain(), encoder.head(headers, 0), authorization(headers));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the exchange receives everything, failures too
    private CompletableFuture<Reply> send(
            NodeCall call,
            RestRequestEncoder encoder,
            Request plain,
            ByteBuf head,
            @Nullable String authorization) {
        RestExchange exchange = new RestExchange(call, encoder.line(), head, limits, authorization);
        try {
            http.executeRequest(plain, exchange);
        } catch (RuntimeException | Error e) {
            exchange.onThrowable(e);
        }
        return exchange.reply();
    }

    /** What a refusal may repeat; looked up only where its text is kept. */
    private @Nullable String authorization(HttpHeaders headers) {
        return limits.detailBytes() == 0 ? null : headers.get(HttpHeaderNames.AUTHORIZATION);
    }

    private HttpHeaders headers(NodeCall call, CallContext context) {
        HttpHeaders headers = RestRequestEncoder.headers();
        int illegal = HttpRecordHeaders.addTo(headers, context, call.payload().body());
        if (illegal > 0) {
            illegalHeaders.add(illegal);
        }
        setAuthorization(headers, call.node());
        headers.set(HttpHeaderNames.CONTENT_TYPE, call.payload().type());
        headers.set(PUID, context.puid());
        String stated = headers.get(IDEMPOTENCY_KEY);
        headers.set(
                IDEMPOTENCY_KEY,
                stated == null
                        ? IdempotencyKey.of(context.idempotencyKey(), call)
                        : IdempotencyKey.ofStated(stated, call, baseUrls.size()));
        return headers;
    }

    /** Sets the header in place of a record's own. */
    private void setAuthorization(HttpHeaders headers, String node) {
        String authorization = credentials.authorization(node);
        if (authorization != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, authorization);
        }
    }

    private RestRequestEncoder encoder(NodeCall call) throws BadPayloadException {
        Target target = new Target(call.node(), call.method());
        RestRequestEncoder known = encoders.get(target);
        if (known != null) {
            return known;
        }
        RestRequestEncoder encoder =
                encoder(call.node(), HttpMethod.POST, codec.address(call).path());
        encoders.put(target, encoder);
        return encoder;
    }

    private RestRequestEncoder encoder(String node, HttpMethod method, String path) {
        return new RestRequestEncoder(
                RequestLine.http(node, codec.protocol(), method.name(), path),
                method,
                Uri.create(baseUrls.get(node) + path),
                resolver);
    }

    /** What a path follows from, whatever the payload. */
    private record Target(String node, UnitMethod method) {}

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            timer.close();
            hostResolver.close();
            EventLoops.close(eventLoops);
        }
    }
}
