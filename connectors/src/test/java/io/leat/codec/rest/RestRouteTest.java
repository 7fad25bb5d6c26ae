// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import static io.leat.codec.Payloads.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Codecs;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestRouteTest {

    private static final String EXPECTED =
            " (expected: a SeldonMessage with data.ndarray, data.tensor or data.tftensor, or a list"
                    + " of whole numbers)";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":{\"ndarray\":[1]}} | 1",
                "{\"data\":{\"ndarray\":[[2,5],[7]]}} | 2",
                "{\"data\":{\"ndarray\":[1.9,\"x\",null]}} | 1",
                "{\"data\":{\"ndarray\":[-1.9]}} | -1",
                "{\"data\":{\"ndarray\":[\"1\"]}} | 0",
                "{\"data\":{\"ndarray\":[[\"1\"]]}} | 0",
                "{\"data\":{\"names\":[\"r\"],\"tensor\":{\"shape\":[1,1],\"values\":[1.0]}}} | 1",
                "{\"data\":{\"tensor\":{\"values\":[-2,3]}}} | -2",
                "{\"data\":{\"tftensor\":{\"dtype\":\"DT_INT32\",\"intVal\":[1]}}} | 1",
                "{\"data\":{\"tftensor\":{\"int_val\":[3]}}} | 3",
                "{\"data\":{}} | -1",
                "{\"data\":{\"names\":[\"a\"]}} | -1",
                "{\"meta\":{\"data\":{}},\"status\":{},\"data\":{\"ndarray\":[1e0]}} | 1",
                "[1,2] | 1",
                "[-2] | -2",
                " [ 0 ] | 0",
                "[99] | 99"
            })
    void readsTheFirstNumber(String reply, int route) throws Exception {
        for (Protocol protocol : Protocol.values()) {
            assertThat(Codecs.message(protocol, Transport.REST).route(json(reply)))
                    .isEqualTo(route);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "EMPTY",
            value = {
                "EMPTY | an empty answer",
                "{} | a SeldonMessage without data",
                "{\"data\":null} | a SeldonMessage without data",
                "{\"strData\":\"1\"} | a SeldonMessage without data",
                "{\"jsonData\":1} | a SeldonMessage without data",
                "{\"data\":{\"ndarray\":[]}} | an empty data.ndarray",
                "{\"data\":{\"ndarray\":[[]]}} | data.ndarray with nothing in it",
                "{\"data\":{\"ndarray\":1}} | data.ndarray that is a number",
                "{\"data\":{\"ndarray\":[true]}} | data.ndarray with a boolean in it",
                "{\"data\":{\"ndarray\":[null]}} | data.ndarray with null in it",
                "{\"data\":{\"ndarray\":[{}]}} | data.ndarray with an object in it",
                "{\"data\":{\"ndarray\":[[[1]]]}} | data.ndarray with an array in it",
                "{\"data\":{\"tensor\":{\"values\":[]}}} | data.tensor with nothing in it",
                "{\"data\":{\"tensor\":{}}} | data.tensor without values",
                "{\"data\":{\"tensor\":[1]}} | data.tensor that is an array",
                "{\"data\":{\"tensor\":{\"values\":[\"1\"]}}} | data.tensor with a string in it",
                "{\"data\":{\"tftensor\":{\"floatVal\":[1]}}} | data.tftensor without values",
                "[] | an empty list",
                "[1.5] | a list with a number in it",
                "[\"1\"] | a list with a string in it",
                "1 | an answer that is a number",
                "\"1\" | an answer that is a string",
                "null | an answer that is null",
                "[1 | an answer that is no JSON",
                "[1]x | an answer that is no JSON",
                "{\"data\":{\"ndarray\":[1]}} [2] | an answer that is no JSON",
                "route 1 | an answer that is no JSON"
            })
    void namesTheShapeOfAnAnswerThatIsNoRoute(String reply, String found) {
        assertThatThrownBy(() -> route(reply == null ? "" : reply))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage(found + EXPECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "{\"data\":{\"ndarray\":[NaN]}}, NaN",
        "{\"data\":{\"ndarray\":[1e300]}}, 1.0E300",
        "[99999999999], 9.9999999999E10"
    })
    void refusesANumberThatNoGraphHas(String reply, String number) {
        assertThatThrownBy(() -> route(reply))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("route " + number + " (expected: -2, -1 or a child)");
    }

    private static int route(String reply) throws BadPayloadException {
        return Codecs.message(Protocol.SELDON, Transport.REST).route(json(reply));
    }
}
