// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import io.leat.client.Reply;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that break off, are no HTTP, or are not the one that was asked for. */
class RestBrokenReplyTest extends RestClientFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"secret\":",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                ""
            })
    void wantsAReplyThatBreaksOffRepeated(String half) throws Exception {
        serve(
                (call, connection) -> {
                    if (call == 1) {
                        connection.write(half).close();
                    } else {
                        connection.write(ok("{}"));
                    }
                });

        assertThat(refusal(call(), FailureAction.RETRY).code())
                .isEqualTo(DeadLetterCode.MODEL_UNAVAILABLE);

        assertAnswer(call(), "{}");
    }

    @Test
    void endsASlowDripAtTheTimeOut() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        serve(
                Duration.ofSeconds(1),
                (call, connection) -> {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                    try {
                        // Always sooner than the time-out, never with an end.
                        while (!ended.await(50, TimeUnit.MILLISECONDS)) {
                            connection.write("x");
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });

        CallFailure failure = refusal(call(), FailureAction.RETRY);

        ended.countDown();
        assertThat(failure.message()).startsWith("no reply in time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret\r\n\r\n",
                "{\"secret\":1}\r\n",
                "SSH-2.0-secret\r\n",
                "HTTP/1.1 secret\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nsecret\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: secret\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n[]"
            })
    void refusesWhatIsNoHttpWithoutQuotingIt(String reply) throws Exception {
        serve((call, connection) -> connection.write(call == 1 ? reply : ok("{}")));

        CallFailure failure = refusal(call(), FailureAction.REJECT);

        assertThat(failure.code()).isEqualTo(DeadLetterCode.BAD_REPLY);
        assertThat(failure.message()).startsWith("a reply that is no HTTP (");
        assertAnswer(call(), "{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
            })
    void waitsForTheReplyBehindInterimOnes(String interim) throws Exception {
        serve((call, connection) -> connection.write(interim).write(ok("[" + call + "]")));

        assertAnswer(call(), "[1]");
        assertAnswer(call(), "[2]");
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "101, REJECT, HTTP status 101 for POST /predict (expected: 2xx)",
        "204, REJECT, 'HTTP status 204 with an empty body (expected: a prediction), for POST /predict'",
        "205, REJECT, 'HTTP status 205 with an empty body (expected: a prediction), for POST /predict'",
        "400, REJECT, HTTP status 400 for POST /predict (expected: 2xx)",
        "401, RETRY, 'HTTP status 401 for POST /predict (expected: 2xx): are the credentials missing, wrong or expired? LEAT_MODEL_TOKEN, or LEAT_MODEL_USERNAME and LEAT_MODEL_PASSWORD, state them'"
    })
    void refusesAStatusWithoutAnAnswerAndDoesNotTakeItsBodyForTheNext(
            int status, FailureAction verdict, String message) throws Exception {
        serve(
                (call, connection) ->
                        connection.write(
                                call == 1
                                        ? "HTTP/1.1 %d Secret\r\nLocation: /secret\r\n"
                                                        .formatted(status)
                                                + "WWW-Authenticate: Basic realm=\"secret\"\r\n"
                                                + "Proxy-Authenticate: Basic realm=\"secret\"\r\n"
                                                + "Content-Length: 6\r\n\r\nsecret"
                                        : ok("{}")));

        assertThat(refusal(call(), verdict).message()).isEqualTo(message);

        assertAnswer(call(), "{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
    void waitsForTheModelBehindARedirectAndDoesNotSayWhereItLeads(int status) throws Exception {
        serve(
                (call, connection) ->
                        connection.write(
                                call == 1
                                        ? "HTTP/1.1 %d Secret\r\nLocation: /secret\r\n"
                                                        .formatted(status)
                                                + "Content-Type: text/html\r\n"
                                                + "Content-Length: 6\r\n\r\nsecret"
                                        : ok("{}")));

        Reply.Refused refused = (Reply.Refused) call();

        assertThat(refused.kind()).isEqualTo(FailureKind.INTERCEPTED);
        assertThat(refusal(refused, FailureAction.RETRY).message())
                .isEqualTo(
                        "HTTP status "
                                + status
                                + " for POST /predict (expected: 2xx): a redirect, as a login or proxy in front of"
                                + " the model sends it; it is not followed");
        assertAnswer(call(), "{}");
    }

    @Test
    void saysThatACallIsNotAllowed() throws Exception {
        serve(
                (call, connection) ->
                        connection.write(
                                "HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\nsecret"));

        assertThat(refusal(call(), FailureAction.RETRY).message())
                .isEqualTo(
                        "HTTP status 403 for POST /predict (expected: 2xx): the call is not allowed, by a mesh or"
                                + " proxy in front of the model or by the model itself");
    }

    @Test
    void judgesARefusalByItsStatusHoweverLongItsPageIs() throws Exception {
        serve(
                (call, connection) ->
                        connection.write(
                                "HTTP/1.1 503 Away\r\nRetry-After: 2\r\nContent-Length: %d\r\n\r\n<html>"
                                        .formatted(LARGEST + 1)));

        Reply.Refused refused = (Reply.Refused) call();

        assertThat(refused.kind()).isEqualTo(FailureKind.BUSY);
        assertThat(refused.pause()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void neverTakesAReplyTooManyForTheNextOne() throws Exception {
        serve((call, connection) -> connection.write(ok("[" + call + "]") + ok("[0]")));

        for (int call = 1; call <= 5; call++) {
            assertAnswer(callUntilJudged(), "[" + call + "]");
        }
    }

    /** A connection that ends between two calls may cost an attempt, as it always may. */
    private Reply callUntilJudged() throws Exception {
        Reply reply = call();
        while (reply instanceof Reply.Refused refused && refused.action() == FailureAction.RETRY) {
            reply = call();
        }
        return reply;
    }

    @Test
    void doesNotBlameTheNextCallForWhatAReplyLeftBehind() throws Exception {
        serve(
                (call, connection) ->
                        connection.write(call == 1 ? ok("{}") + "secret" : ok("[" + call + "]")));

        assertAnswer(call(), "{}");
        assertThat(refusal(call(), FailureAction.RETRY).message())
                .isEqualTo(
                        "the connection's earlier reply did not end where it said,"
                                + " for POST /predict");
        assertAnswer(call(), "[3]");
    }

    @Test
    void leavesATypeThatIsNoHeaderOut() throws Exception {
        serveOnce("Content-Type: text/\u00fc\r\n", "[1]".getBytes(StandardCharsets.UTF_8));

        Reply reply = call();

        assertThat(((Reply.Answered) reply).payload().type()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/html; charset=utf-8",
                "Content-Type: application/xhtml+xml",
                "Content-Type: application/json",
                "Content-Type: Application/JSON; charset=utf-8",
                "Content-Type: application/vnd.api+json",
                "Content-Type: text/plain",
                "Content-Type: application/octet-stream",
                "X: y"
            })
    void waitsForTheModelBehindAPage(String header) throws Exception {
        serveOnce(header + "\r\n", payload("\n <!DOCTYPE html>secret").body());

        assertPage(call());
        assertAnswer(call(), "{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "<?xml version=\"1.0\"?><!DOCTYPE html>",
                "<!-- secret --><html>",
                "Under maintenance, secret",
                "503 secret",
                "true love waits, secret",
                " "
            })
    void takesWhateverIsNoJsonForAPageIfItIsCalledHtml(String body) throws Exception {
        serveOnce("Content-Type: text/html\r\n", payload(body).body());

        assertPage(call());
    }

    @Test
    void seesAPageThroughAByteOrderMark() throws Exception {
        serveOnce("", "\uFEFF<html>".getBytes(StandardCharsets.UTF_8));

        assertPage(call());
    }

    @Test
    void seesAPageThroughGzip() throws Exception {
        serveOnce("Content-Encoding: gzip\r\n", gzip(payload("<html>").body()));

        assertPage(call());
    }

    @Test
    void takesAPageInAnEncodingThatNobodyAskedForForAPage() throws Exception {
        serveOnce("Content-Type: text/html\r\nContent-Encoding: br\r\n", payload("secret").body());

        assertPage(call());
    }

    private static void assertPage(Reply reply) {
        CallFailure failure = refusal(reply, FailureAction.RETRY);
        assertThat(((Reply.Refused) reply).kind()).isEqualTo(FailureKind.INTERCEPTED);
        assertThat(failure.code()).isEqualTo(DeadLetterCode.BAD_REPLY);
        assertThat(failure.message())
                .isEqualTo(
                        "HTTP status 200 with an HTML page for POST /predict (expected: a"
                                + " prediction): a login, maintenance or proxy page in place of the"
                                + " model's answer, or no model server");
    }

    /** Flask calls HTML whatever a view returns without a type. */
    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1}", " [[1]]", "\"setosa\"", "-1.5e3", "0", "true", "null\n", "NaN"})
    void takesJsonForAnAnswerThoughItIsCalledHtml(String body) throws Exception {
        serveOnce("Content-Type: text/html; charset=utf-8\r\n", payload(body).body());

        assertAnswer(call(), body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/octet-stream", "application/xml"})
    void leavesWhatAnyOtherTypeMeansToWhoeverAsked(String type) throws Exception {
        serveOnce("Content-Type: " + type + "\r\n", payload("<1>").body());

        assertAnswer(call(), "<1>");
    }
}
