// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import static io.leat.codec.Payloads.json;
import static io.leat.codec.Payloads.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.leat.codec.Codecs;
import io.leat.codec.json.Json;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestBuiltInsTest {

    private static final MessageCodec CODEC = Codecs.message(Protocol.SELDON, Transport.REST);

    @Test
    void simpleModelAnswersThreeNumbers() throws Exception {
        String answer = text(CODEC.simpleModel(json("{\"data\":{\"ndarray\":[[1]]}}")));

        assertThat(answer)
                .startsWith("{\"status\":{\"status\":\"SUCCESS\"},\"meta\":{\"metrics\":[{")
                .endsWith(
                        "}]},\"data\":{\"names\":[\"class0\",\"class1\",\"class2\"],"
                                + "\"tensor\":{\"shape\":[1,3],\"values\":[0.1,0.9,0.5]}}}");
        assertThat(Json.isJson(CODEC.simpleModel(json("{}")).body())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"strData\": \"a\\u0062c\"", "\"binData\":\"AAE=\""})
    void simpleModelGivesTextAndBinaryDataBack(String data) throws Exception {
        assertThat(text(CODEC.simpleModel(json("{" + data + ",\"meta\":{}}"))))
                .endsWith("}," + data + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} 1"})
    void simpleModelRefusesWhatIsNoMessage(String body) {
        assertThatThrownBy(() -> CODEC.simpleModel(json(body)))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("no JSON object (expected: a SeldonMessage)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":{\"ndarray\":[[1,2],[3,4]]}} | {\"data\":{\"ndarray\":[[3,3],[3,3]]}} |"
                        + " {\"data\":{\"ndarray\":[[2.0,2.5],[3.0,3.5]]}}",
                "{\"meta\":{\"tags\":{\"n\":1.10}},\"data\":{\"names\":[\"a\"],"
                        + "\"tensor\":{\"values\":[1],\"shape\":[1,1]}}} |"
                        + " {\"data\":{\"ndarray\":[[0]]}} |"
                        + " {\"meta\":{\"tags\":{\"n\":1.10}},\"data\":{\"names\":[\"a\"],"
                        + "\"tensor\":{\"values\":[0.5],\"shape\":[1,1]}}}"
            })
    void averageCombinerPutsTheMeanIntoTheFirstAnswer(String first, String second, String mean)
            throws Exception {
        assertThat(text(CODEC.average(json(first, second)))).isEqualTo(mean);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":{\"ndarray\":[[1],[2]]}} | 2 x 1 values (expected: 1 x 1, as the first)",
                "{\"data\":{\"ndarray\":[1]}} | data.ndarray that is no list of rows (expected:"
                        + " data.tensor or data.ndarray of two dimensions)",
                "{\"data\":{\"ndarray\":[[\"a\"]]}} | a row with a string in it (expected:"
                        + " data.tensor or data.ndarray of two dimensions)",
                "{\"data\":{\"tensor\":{\"shape\":[1],\"values\":[1]}}} | data.tensor of 1"
                        + " dimensions (expected: data.tensor or data.ndarray of two dimensions)",
                "{\"data\":{\"tensor\":{\"shape\":[1,2],\"values\":[1]}}} | 1 values (expected: 2,"
                        + " as the shape says)",
                "{\"strData\":\"a\"} | no SeldonMessage with data (expected: data.tensor or"
                        + " data.ndarray of two dimensions)",
                "{ | no JSON (expected: data.tensor or data.ndarray of two dimensions)"
            })
    void averageCombinerSaysWhichAnswerDoesNotFit(String second, String message) {
        assertThatThrownBy(() -> CODEC.average(json("{\"data\":{\"ndarray\":[[1]]}}", second)))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage(message)
                .asInstanceOf(type(BadPayloadException.class))
                .returns(OptionalInt.of(1), BadPayloadException::part);
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "SELDON", mode = EnumSource.Mode.EXCLUDE)
    void hasNoBuiltInsForProtocolsWithoutSeldonMessages(Protocol protocol) {
        MessageCodec codec = Codecs.message(protocol, Transport.REST);

        assertThatThrownBy(() -> codec.simpleModel(json("{}")))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("SIMPLE_MODEL (expected: the seldon protocol)");
        assertThatThrownBy(() -> codec.average(json("{}", "{}")))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("AVERAGE_COMBINER (expected: the seldon protocol)");
    }
}
