// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.protocol.BadPayloadException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FashionPredictionTest {

    @Test
    void namesTheMostProbableClass() throws BadPayloadException {
        String reply = "{\"model\":{\"a\":[1]},\"predictions\":[[0.05,0,0,0,0,0,0,0.2,0.75,1e-3]]}";

        FashionPrediction prediction =
                FashionPrediction.read(reply.getBytes(StandardCharsets.UTF_8));

        assertThat(prediction).isEqualTo(new FashionPrediction("Bag", 0.75));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":\"secret\"}|reply: no \"predictions\"",
                "{\"predictions\":[[1,0]]}|reply: 2 scores (expected: 10)",
                "{\"predictions\":[]}|reply: not of the form {\"predictions\":[[…]]}, one row of scores",
                "{\"predictions\":[[1],[2]]}|reply: not of the form {\"predictions\":[[…]]}, one row of scores",
                "{\"predictions\":[[\"a\"]]}|reply: scores that are no numbers",
                "[]|reply: not of the form {\"predictions\":[[…]]}, one row of scores",
                "{\"predictions\":[[1|reply: malformed JSON",
            })
    void refusesAnyOtherReply(String reply, String message) {
        assertThatThrownBy(() -> FashionPrediction.read(reply.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage(message);
    }
}
