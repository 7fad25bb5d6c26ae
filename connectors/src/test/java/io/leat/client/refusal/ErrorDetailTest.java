// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dead letter repeats of a server's own reply, and what it does not. */
class ErrorDetailTest {

    private static final int MAX_BYTES = 1024;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String detail(byte[] body, String type) {
        return ErrorDetail.ofBody(body, type, null, MAX_BYTES);
    }

    @Test
    void isTheBody() {
        assertThat(detail(utf8("{\"error\":\"field required: inputs\"}\n"), "application/json"))
                .isEqualTo("{\"error\":\"field required: inputs\"}");
    }

    @Test
    void isNothingWhereNothingIsSaid() {
        assertThat(detail(new byte[0], "application/json")).isNull();
        assertThat(detail(utf8(" \r\n"), null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, a", "2, é", "3, €", "4, 😀"})
    void endsBetweenCharacters(int bytes, String character) {
        String detail = detail(utf8("x" + character.repeat(2000)), "text/plain");

        assertThat(utf8(detail))
                .hasSizeLessThanOrEqualTo(MAX_BYTES)
                .hasSizeGreaterThan(MAX_BYTES - bytes);
        assertThat(detail).isEqualTo("x" + character.repeat((MAX_BYTES - 1) / bytes));
    }

    @Test
    void takesNoHarmFromABodyThatIsCutWithinACharacter() {
        byte[] whole = utf8("€");

        assertThat(detail(new byte[] {'a', whole[0], whole[1]}, "text/plain")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso-8859-1", "utf-16", "windows-1252", "utf-8"})
    void isReadAsItsTypeSays(String charset) {
        assertThat(
                        detail(
                                "größer".getBytes(Charset.forName(charset)),
                                "text/plain;charset=" + charset))
                .isEqualTo("größer");
    }

    @Test
    void isReadAsLatin1WhereATextIsNoUtf8AndSaysNothing() {
        byte[] body = "größer".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(detail(body, "text/plain")).isEqualTo("größer");
        assertThat(detail(body, "text/plain; charset=klingon")).isEqualTo("größer");
    }

    @Test
    void saysTypeAndLengthOfWhatIsNoText() {
        byte[] binary = {8, 1, 0, (byte) 0xff, 3};

        assertThat(detail(binary, "application/x-protobuf"))
                .isEqualTo("(a body of application/x-protobuf, 5 bytes that are no text)");
        assertThat(detail(binary, null))
                .isEqualTo("(a body of no stated type, 5 bytes that are no text)");
    }

    @Test
    void leavesOutTheTokenThatWasSent() {
        assertThat(
                        ErrorDetail.ofText(
                                "unknown token abc/d+ef==, Bearer abc/d+ef==",
                                "Bearer abc/d+ef==",
                                MAX_BYTES))
                .isEqualTo("unknown token [redacted], Bearer [redacted]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pa\\\"ss\\/wo<rd",
                "pa\\\"ss/wo<rd",
                "pa\"ss/wo&lt;rd",
                "pa%22ss%2Fwo%3Crd"
            })
    void leavesOutThePasswordHoweverItIsEscaped(String echoed) {
        String pair = Base64.getEncoder().encodeToString(utf8("me:pa\"ss/wo<rd"));

        String detail =
                ErrorDetail.ofText("no " + echoed + " nor " + pair, "Basic " + pair, MAX_BYTES);

        assertThat(detail).isEqualTo("no [redacted] nor [redacted]");
    }

    @Test
    void leavesOutATokenAtWhichItIsCut() {
        String token = "t".repeat(100);

        String detail = ErrorDetail.ofText("x".repeat(1000) + token, "Bearer " + token, MAX_BYTES);

        assertThat(detail).isEqualTo("x".repeat(1000) + "[redacted]");
    }
}
