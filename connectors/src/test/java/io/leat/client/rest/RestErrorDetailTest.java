// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallContext;
import io.leat.client.CallLimits;
import io.leat.client.FailureAction;
import io.leat.protocol.CallFailure;
import io.leat.protocol.NodeCall;
import io.leat.protocol.UnitMethod;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A refusal keeps how the server's reply begins, and says nothing of it in its message. */
class RestErrorDetailTest extends RestClientFixture {

    private int bytes = CallLimits.DETAIL_BYTES;

    @Override
    int detailBytes() {
        return bytes;
    }

    private void refuse(int status, String headers, byte[] body) throws Exception {
        serve(
                (call, connection) ->
                        connection
                                .write("HTTP/1.1 " + status + " No\r\n" + headers)
                                .write("Content-Length: " + body.length + "\r\n\r\n")
                                .write(body));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private CallFailure failure() throws Exception {
        CallFailure failure = refusal(call(), FailureAction.REJECT);
        assertThat(failure.toString()).doesNotContain("required");
        return failure;
    }

    @Test
    void isTheBodysBeginning() throws Exception {
        refuse(422, "Content-Type: application/json\r\n", utf8("{\"error\":\"field required\"}"));

        CallFailure failure = failure();

        assertThat(failure.detail()).isEqualTo("{\"error\":\"field required\"}");
        assertThat(failure.message())
                .isEqualTo("HTTP status 422 for POST /predict (expected: 2xx)");
    }

    @Test
    void isNotKeptUnlessAskedFor() throws Exception {
        bytes = 0;
        refuse(422, "", utf8("field required"));

        assertThat(failure().detail()).isNull();
    }

    @Test
    void isUnpacked() throws Exception {
        refuse(400, "Content-Encoding: gzip\r\n", gzip(utf8("field required")));

        assertThat(failure().detail()).isEqualTo("field required");
    }

    @Test
    void isTheBeginningOfABodyThatIsTooLargeForAnAnswer() throws Exception {
        refuse(400, "", utf8("required ".repeat(LARGEST)));

        assertThat(failure().detail()).hasSize(CallLimits.DETAIL_BYTES).startsWith("required r");
    }

    @Test
    void isThePageThatStandsInPlaceOfAnAnswer() throws Exception {
        refuse(200, "Content-Type: text/html\r\n", utf8("<html>please log in</html>"));

        CallFailure failure = refusal(call(), FailureAction.RETRY);

        assertThat(failure.detail()).isEqualTo("<html>please log in</html>");
        assertThat(failure.message())
                .contains("HTML page for POST /predict")
                .doesNotContain("log in");
    }

    @Test
    void leavesOutTheCredentialsOfTheCall() throws Exception {
        refuse(400, "", utf8("bad token token-of-the-record"));

        CallFailure failure =
                refusal(
                        client.call(
                                        new NodeCall("m", UnitMethod.PREDICT, payload("{}")),
                                        new CallContext(
                                                "p",
                                                "k",
                                                new byte[0],
                                                new String[] {"Authorization"},
                                                new byte[][] {utf8("Bearer token-of-the-record")}))
                                .get(20, TimeUnit.SECONDS),
                        FailureAction.REJECT);

        assertThat(failure.detail()).isEqualTo("bad token [redacted]");
    }
}
