// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import io.leat.client.FailureKind;
import io.leat.client.Reply;
import io.leat.protocol.Payload;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a server has answered to a question about its state.
 *
 * @param request as messages name it
 * @param status of HTTP or gRPC, as text; null where there was no answer
 * @param body of an answer; of a refusal none
 * @param text of the body, as far as it is kept
 * @param message of a refusal, else empty
 * @param kind of a refusal, else null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StateAnswer(
        String request,
        @Nullable String status,
        byte[] body,
        String text,
        String message,
        @Nullable FailureKind kind) {

    static StateAnswer of(String request, Reply reply, String success) {
        if (reply instanceof Reply.Refused refused) {
            String detail = refused.failure().detail();
            return new StateAnswer(
                    request,
                    refused.failure().status(),
                    new byte[0],
                    detail == null ? "" : detail,
                    refused.failure().message(),
                    refused.kind());
        }
        Payload payload = ((Reply.Answered) reply).payload();
        String text = new String(payload.body(), StandardCharsets.UTF_8);
        return new StateAnswer(request, success, payload.body(), text, "", null);
    }

    /** Whether the server says yes; over HTTP an empty body will do, a page will not. */
    boolean isYes() {
        return kind == null || (kind == FailureKind.UNUSABLE && status != null);
    }

    boolean is(String wanted) {
        return wanted.equals(status);
    }

    /** {@code 200 for GET /v2/models/iris/ready}. */
    String words() {
        return status + " for " + request;
    }
}
