// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.leat.client.refusal.RequestLine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.resolver.NameResolver;
import io.netty.util.AsciiString;
import java.net.InetAddress;
import java.time.Duration;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.uri.Uri;
import org.asynchttpclient.util.HttpUtils;

/**
 * Writes the heads of requests to one URL as they go over the wire. Netty's encoder does it, but on
 * the thread that makes the call: the event loops, which bring all replies, are the busier ones.
 * And the HTTP client, whose log at DEBUG shows requests, knows no header and no body. Thread-safe.
 */
final class RestRequestEncoder extends HttpRequestEncoder {

    private static final AsciiString AGENT = AsciiString.cached("leat");
    private static final AsciiString ANYTHING = AsciiString.cached("*/*");

    /** Bytes of headers that most requests have room in. */
    private static final int DEFAULT_SIZE = 320;

    private final RequestLine line;
    private final Request plain;
    private final HttpMethod method;
    private final Uri uri;
    private final NameResolver<InetAddress> resolver;
    private final byte[] start;

    /**
     * Of requests to {@code uri}.
     *
     * @param line as messages name them
     * @param method GET or POST
     * @param resolver finds the addresses of its host
     */
    RestRequestEncoder(
            RequestLine line, HttpMethod method, Uri uri, NameResolver<InetAddress> resolver) {
        this.line = line;
        this.method = method;
        this.uri = uri;
        this.resolver = resolver;
        plain = request().build();
        start = start(method, uri);
    }

    RequestLine line() {
        return line;
    }

    /** What all have in common. */
    private byte[] start(HttpMethod method, Uri uri) {
        HttpRequest head =
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, uri.toRelativeUrl());
        head.headers().set(HttpHeaderNames.HOST, HttpUtils.hostHeader(uri));
        ByteBuf out = Unpooled.buffer(DEFAULT_SIZE);
        try {
            encodeInitialLine(out, head);
        } catch (Exception e) {
            throw new IllegalStateException("no request line for " + uri, e);
        }
        encodeHeaders(head.headers(), out);
        return ByteBufUtil.getBytes(out);
    }

    /** The request for the HTTP client: where the request goes, and nothing of what is in it. */
    Request plain() {
        return plain;
    }

    /** The same for a call that may last so long and no longer. */
    Request plain(Duration timeout) {
        return request().setRequestTimeout(timeout).setReadTimeout(timeout).build();
    }

    private RequestBuilder request() {
        return new RequestBuilder(method.name(), true).setUri(uri).setNameResolver(resolver);
    }

    /**
     * The headers of a request to come; their names are taken to be legal, their values are looked
     * at.
     */
    static HttpHeaders headers() {
        return DefaultHttpHeadersFactory.headersFactory().withNameValidation(false).newHeaders();
    }

    /**
     * All of a request but its body; on the heap, so that it need not be released.
     *
     * @param headers but those of the connection and the body's length; added to
     * @param length of the body
     */
    ByteBuf head(HttpHeaders headers, int length) {
        addUnlessThere(headers, HttpHeaderNames.USER_AGENT, AGENT);
        addUnlessThere(headers, HttpHeaderNames.ACCEPT, ANYTHING);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(length));
        ByteBuf head = Unpooled.buffer(DEFAULT_SIZE);
        head.writeBytes(start);
        encodeHeaders(headers, head);
        return head.writeByte(HttpConstants.CR).writeByte(HttpConstants.LF);
    }

    private static void addUnlessThere(HttpHeaders headers, AsciiString name, AsciiString value) {
        if (!headers.contains(name)) {
            headers.add(name, value);
        }
    }
}
