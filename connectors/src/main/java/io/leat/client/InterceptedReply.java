// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replies of what stands before a model (a login, a maintenance page, a mesh, a proxy) in place of
 * the model's own, and what messages say of them. Nothing of the reply's own text is repeated.
 */
public final class InterceptedReply {

    private static final String REDIRECT =
            ": a redirect, as a login or proxy in front of the model sends it; it is not followed";
    private static final String FORBIDDEN =
            ": the call is not allowed, by a mesh or proxy in front of the model or by the model"
                    + " itself";
    private static final String SOMETHING_ELSE =
            ": this is not about one record; see what answers at this address";

    private static final Metadata.Key<String> CONTENT_TYPE =
            Metadata.Key.of("content-type", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> LOCATION =
            Metadata.Key.of("location", Metadata.ASCII_STRING_MARSHALLER);

    /** How grpc-java describes a reply that is no gRPC. */
    private static final Pattern HTTP_STATUS = Pattern.compile("^HTTP status code (\\d{3})\\b");

    private InterceptedReply() {}

    /** For an HTTP status that is {@link FailureKind#INTERCEPTED}. */
    public static String status(int status) {
        return "HTTP status " + status + " (expected: 2xx)" + reason(status);
    }

    private static String reason(int status) {
        if (FailureKind.isRedirect(status)) {
            return REDIRECT;
        }
        return status == 403 ? FORBIDDEN : SOMETHING_ELSE;
    }

    /** For a page with an HTTP status that says success. */
    public static String page(int status) {
        return "HTTP status "
                + status
                + " with an HTML page (expected: a prediction): a login, maintenance or proxy page"
                + " in place of the model's answer";
    }

    /** For a gRPC status that is {@link FailureKind#INTERCEPTED}. */
    public static String status(Status.Code code) {
        return "gRPC status " + code + " (expected: OK)" + FORBIDDEN;
    }

    /** For a reply with an HTTP status that is no gRPC. */
    public static String inPlaceOfGrpc(int status, FailureKind kind) {
        String message = "a reply that is no gRPC, with HTTP status " + status;
        return kind != FailureKind.INTERCEPTED
                ? message + " (expected: gRPC status OK)"
                : message
                        + " (expected: gRPC status OK)"
                        + (status < 300
                                ? ": a login, maintenance or proxy page in place of the model's"
                                        + " answer"
                                : reason(status));
    }

    /** For a redirect that a proxy has translated into a gRPC status. */
    public static String redirect(Status.Code code) {
        return "gRPC status " + code + " (expected: OK)" + REDIRECT;
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
