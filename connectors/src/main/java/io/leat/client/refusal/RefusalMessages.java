// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.refusal;

import io.grpc.Metadata;
import io.grpc.Status;
import io.leat.client.ErrorMessages;
import io.leat.client.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Messages about a call that a server, or a proxy before it (a login, a maintenance page, a mesh),
 * has refused: the status, the request, and what to look at. Nothing of the reply's own text is
 * repeated.
 */
public final class RefusalMessages {

    private static final String REDIRECT =
            ": a redirect, as a login or proxy in front of the model sends it; it is not followed";
    private static final String FORBIDDEN =
            ": the call is not allowed, by a mesh or proxy in front of the model or by the model"
                    + " itself";
    private static final String SOMETHING_ELSE =
            ": this is not about one record; see what answers at this address";
    private static final String CREDENTIALS =
            ": are the credentials missing, wrong or expired? LEAT_MODEL_TOKEN, or"
                    + " LEAT_MODEL_USERNAME and LEAT_MODEL_PASSWORD, state them";
    private static final String NOT_READY = ": not ready yet, or overloaded";

    private static final Metadata.Key<String> CONTENT_TYPE =
            Metadata.Key.of("content-type", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> LOCATION =
            Metadata.Key.of("location", Metadata.ASCII_STRING_MARSHALLER);

    /** How grpc-java describes a reply that is no gRPC. */
    private static final Pattern HTTP_STATUS = Pattern.compile("^HTTP status code (\\d{3})\\b");

    /** How Go, nginx and Apache answer plain text at a port for TLS, with the status 400. */
    private static final Pattern WANTS_TLS =
            Pattern.compile(
                    "HTTP request (was sent )?to (an )?HTTPS (server|port)"
                            + "|plain HTTP to an SSL-enabled server port");

    private static final int MAX_INSPECTED = 1 << 10;

    private RefusalMessages() {}

    /** For an HTTP status that is not 2xx. */
    public static String status(int status, RequestLine request) {
        return "HTTP status " + status + " for " + request + reason(status, request);
    }

    private static String reason(int status, RequestLine request) {
        return switch (FailureKind.ofHttpStatus(status)) {
            case MISSING -> ": " + question(request, true);
            case UNADMITTED -> " (expected: 2xx)" + CREDENTIALS;
            case INTERCEPTED -> " (expected: 2xx)" + intercepted(status, request);
            case BUSY -> " (expected: 2xx)" + (status == 503 ? NOT_READY : "");
            default -> " (expected: 2xx)";
        };
    }

    private static String intercepted(int status, RequestLine request) {
        if (FailureKind.isRedirect(status)) {
            return REDIRECT;
        }
        return switch (status) {
            case 403 -> FORBIDDEN;
            case 405 -> ": what answers there takes no such request; " + question(request, false);
            default -> SOMETHING_ELSE;
        };
    }

    /** What may be stated wrongly where a server does not know what is asked for. */
    private static String question(RequestLine request, boolean mayBeTheName) {
        String protocol = request.protocol().wire();
        return mayBeTheName && request.namesModel()
                ? "is `%s` the model's name and %s its protocol?"
                        .formatted(request.node(), protocol)
                : "is %s the server's protocol, and this its port?".formatted(protocol);
    }

    /** For a page with an HTTP status that says success. */
    public static String page(int status, RequestLine request) {
        return "HTTP status "
                + status
                + " with an HTML page for "
                + request
                + " (expected: a prediction): a login, maintenance or proxy page in place of the"
                + " model's answer, or no model server";
    }

    /** Whether a refusal says that the server speaks TLS, and the call was plain text. */
    public static boolean wantsTls(int status, byte[] body) {
        int length = Math.min(body.length, MAX_INSPECTED);
        return status == 400
                && WANTS_TLS
                        .matcher(new String(body, 0, length, StandardCharsets.ISO_8859_1))
                        .find();
    }

    /** For a gRPC status that is not OK. */
    public static String status(Status.Code code, RequestLine request) {
        String start = "gRPC status " + code + " for " + request;
        return switch (code) {
            case NOT_FOUND -> start + ": " + question(request, true);
            case UNIMPLEMENTED -> start + ": " + question(request, false);
            case UNAUTHENTICATED -> start + " (expected: OK)" + CREDENTIALS;
            case PERMISSION_DENIED -> start + " (expected: OK)" + FORBIDDEN;
            case UNAVAILABLE -> start + " (expected: OK)" + NOT_READY;
            default -> start + " (expected: OK)";
        };
    }

    /** For a reply with an HTTP status that is no gRPC. */
    public static String inPlaceOfGrpc(int status, FailureKind kind, RequestLine request) {
        String message =
                "a reply that is no gRPC, with HTTP status "
                        + status
                        + ", for "
                        + request
                        + " (expected: gRPC status OK)";
        return switch (kind) {
            case INTERCEPTED ->
                    message
                            + (status < 300
                                    ? ": a login, maintenance or proxy page in place of the model's"
                                            + " answer, or no server of gRPC"
                                    : intercepted(status, request));
            case MISSING -> message + ": is this the port of the server's gRPC interface?";
            default -> message;
        };
    }

    /** For a redirect that a proxy has translated into a gRPC status. */
    public static String redirect(Status.Code code, RequestLine request) {
        return "gRPC status " + code + " for " + request + " (expected: OK)" + REDIRECT;
    }

    /**
     * For a call that brought no status: what went wrong, and with which request if one was made.
     */
    public static String failed(Throwable thrown, FailureKind kind, RequestLine request) {
        String words = ErrorMessages.describe(thrown);
        return kind == FailureKind.UNREACHED ? words : words + ", for " + request;
    }

    /** Whether a proxy has translated a redirect, which gRPC does not have, into a gRPC status. */
    public static boolean isRedirect(Metadata trailers) {
        return trailers.containsKey(LOCATION);
    }

    /**
     * The HTTP status of a reply that is no gRPC, for which grpc-java has made up a status; null
     * for one that is.
     */
    public static @Nullable Integer httpStatus(Status status, Metadata trailers) {
        String type = trailers.get(CONTENT_TYPE);
        boolean isGrpc =
                type != null && type.toLowerCase(Locale.ROOT).startsWith("application/grpc");
        if (isGrpc || status.getDescription() == null) {
            return null;
        }
        Matcher found = HTTP_STATUS.matcher(status.getDescription());
        return found.find() ? Integer.valueOf(found.group(1)) : null;
    }
}
