// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.draft;

import io.leat.deployment.schema.HostNameSyntax;
import io.leat.deployment.schema.StatedEndpoint;
import io.leat.protocol.Transport;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a model server: where it listens and how it is called.
 *
 * @param host name or address; an IPv6 address without brackets
 */
public record ModelUrl(Scheme scheme, String host, int port) {

    /** How a model server is called. */
    public enum Scheme {
        HTTP(Transport.REST, false, 80),
        HTTPS(Transport.REST, true, 443),
        GRPC(Transport.GRPC, false, 0),
        GRPCS(Transport.GRPC, true, 443);

        private final Transport transport;
        private final boolean tls;

        /** Where none is stated, or 0 where one must be. */
        private final int usualPort;

        Scheme(Transport transport, boolean tls, int usualPort) {
            this.transport = transport;
            this.tls = tls;
            this.usualPort = usualPort;
        }

        public Transport transport() {
            return transport;
        }

        public boolean tls() {
            return tls;
        }

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable Scheme of(String word) {
            for (Scheme scheme : values()) {
                if (scheme.wire().equals(word.toLowerCase(Locale.ROOT))) {
                    return scheme;
                }
            }
            return null;
        }
    }

    /** As it is written, with the port. */
    public String text() {
        String authority = host.contains(":") ? "[" + host + "]" : host;
        return scheme.wire() + "://" + authority + ":" + port;
    }

    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(?::([0-9]*))?");
    private static final Pattern USER = Pattern.compile("^([A-Za-z0-9+.-]*://)?[^/?#]*@");
    private static final Pattern QUERY = Pattern.compile("([?#]).*");
    private static final String SCHEMES = "http, https, grpc or grpcs";
    private static final String EXAMPLE = "http://127.0.0.1:8080";

    /**
     * Reads a URL of scheme, host and port; the protocol gives what follows.
     *
     * @throws IllegalDraftException with the value, what is wrong with it, and one that is right
     */
    public static ModelUrl parse(String text) throws IllegalDraftException {
        Matcher url = URL.matcher(text.trim());
        if (!url.matches()) {
            throw wrong(
                    shown(text) + (text.isBlank() ? " is no URL" : " has no scheme"),
                    SCHEMES + ", for example " + withScheme(text.trim()));
        }
        String authority = url.group(2);
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            throw wrong(
                    shown(text) + " has a user",
                    "none, --model-username and LEAT_MODEL_PASSWORD state one: "
                            + url.group(1)
                            + "://"
                            + authority.substring(at + 1));
        }
        requireNoMore(text, url);
        Scheme scheme = Scheme.of(url.group(1));
        if (scheme == null) {
            throw wrong(
                    shown(text) + " has the scheme " + url.group(1),
                    SCHEMES + ", for example http://" + authority);
        }
        return parse(text, scheme, authority);
    }

    private static ModelUrl parse(String text, Scheme scheme, String authority)
            throws IllegalDraftException {
        Matcher parts = AUTHORITY.matcher(authority);
        String host = parts.matches() ? parts.group(1) : authority;
        @Nullable String expectation = HostNameSyntax.expectation(host);
        if (expectation != null) {
            throw wrong(
                    shown(text) + " has the host \"" + host + "\"",
                    expectation + ", for example " + EXAMPLE);
        }
        @Nullable String port = parts.group(2);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (port != null) {
            return new ModelUrl(scheme, bare, port(text, port));
        }
        if (scheme.usualPort == 0) {
            throw wrong(
                    shown(text) + " has no port",
                    "one, as "
                            + scheme.wire()
                            + " has no usual one, for example "
                            + scheme.wire()
                            + "://"
                            + host
                            + ":8081");
        }
        return new ModelUrl(scheme, bare, scheme.usualPort);
    }

    private static int port(String text, String port) throws IllegalDraftException {
        int number = port.isEmpty() || port.length() > 5 ? 0 : Integer.parseInt(port);
        if (number < 1 || number > StatedEndpoint.MAX_PORT) {
            throw wrong(
                    shown(text) + " has the port \"" + port + "\"",
                    "1 to " + StatedEndpoint.MAX_PORT + ", for example " + EXAMPLE);
        }
        return number;
    }

    /** The protocol and the model's name give the path; a single slash is none. */
    private static void requireNoMore(String text, Matcher url) throws IllegalDraftException {
        String base = url.group(1) + "://" + url.group(2);
        if (url.group(4) != null || url.group(5) != null) {
            throw wrong(
                    shown(text) + " has a " + (url.group(4) != null ? "query" : "fragment"),
                    "none, for example " + base);
        }
        if (url.group(3).length() > 1) {
            throw wrong(
                    shown(text) + " has a path",
                    "none, as protocol and model name give it: " + base);
        }
    }

    /** The value without what may be a secret. */
    private static String shown(String text) {
        String withoutUser = USER.matcher(text).replaceFirst("$1…@");
        return '"' + QUERY.matcher(withoutUser).replaceFirst("$1…") + '"';
    }

    private static String withScheme(String text) {
        boolean isAddress = text.matches("[A-Za-z0-9_.-]+(:[0-9]+)?");
        return isAddress ? "http://" + text : EXAMPLE;
    }

    private static IllegalDraftException wrong(String found, String expected) {
        return new IllegalDraftException(found + " (expected: " + expected + ")");
    }
}
