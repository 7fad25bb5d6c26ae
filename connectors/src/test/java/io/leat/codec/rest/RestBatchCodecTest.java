// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Batches;
import io.leat.codec.Codecs;
import io.leat.codec.Payloads;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.BatchCodec;
import io.leat.protocol.BatchableRequest;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shares a call in JSON, and what other batchers have lost on the way. */
class RestBatchCodecTest {

    private static BatchCodec codec(Protocol protocol) {
        return Codecs.batch(protocol, Transport.REST);
    }

    private static List<BatchableRequest> parts(Protocol protocol, String... requests) {
        return IntStream.range(0, requests.length)
                .mapToObj(i -> codec(protocol).read(Payloads.json(requests[i]), Batches.puid(i)))
                .toList();
    }

    private static String merged(Protocol protocol, String... requests) {
        return Payloads.text(codec(protocol).merge(parts(protocol, requests)));
    }

    private static List<String> split(Protocol protocol, String answer, String... requests)
            throws BadPayloadException {
        return codec(protocol).split(Payloads.json(answer), parts(protocol, requests)).stream()
                .map(Payloads::text)
                .toList();
    }

    private static final String V2 =
            """
            {"id":"%s","parameters":{"p":[1,2]},"inputs":[{"name":"x","shape":[%d,2],"datatype":"FP32",\
            "parameters":{"content_type":"np"},"data":%s}],"outputs":[{"name":"y"}]}\
            """;

    @Test
    void keepsParametersAndRequestedOutputs() {
        String one = V2.formatted("a", 1, "[1.0,2]");
        String two = V2.formatted("b", 2, "[3,4, 5,9007199254740993]");

        assertThat(merged(Protocol.V2, one, two))
                .isEqualTo(V2.formatted("a", 3, "[1.0,2,3,4, 5,9007199254740993]"));
    }

    @Test
    void givesEachItsOwnIdAndRows() throws BadPayloadException {
        String answer =
                """
                {"model_name":"m","id":"a","parameters":{"q":1},"outputs":[{"name":"y","shape":[3,1],\
                "datatype":"BYTES","data":["],", "b\\\\\\"," ,"c"]},{"data":[[1,2],[3,4],[5,6]],"shape":[3,2]}]}\
                """;

        assertThat(
                        split(
                                Protocol.V2,
                                answer,
                                V2.formatted("a", 1, "[1,2]"),
                                V2.formatted("b", 2, "[1,2,3,4]")))
                .containsExactly(
                        """
                        {"model_name":"m","id":"a","parameters":{"q":1},"outputs":[{"name":"y","shape":[1,1],\
                        "datatype":"BYTES","data":["],"]},{"data":[[1,2]],"shape":[1,2]}]}\
                        """,
                        """
                        {"model_name":"m","id":"b","parameters":{"q":1},"outputs":[{"name":"y","shape":[2,1],\
                        "datatype":"BYTES","data":[ "b\\\\\\"," ,"c"]},{"data":[[3,4],[5,6]],"shape":[2,2]}]}\
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"outputs":[{"name":"y","shape":[2],"data":[1,2]}]}                                       | 2
                    {"outputs":[{"name":"y","shape":[4],"data":[1,2,3,4]}]}                                   | 4
                    {"outputs":[{"name":"y","shape":[3],"data":[]}]}                                          | no
                    {"outputs":[{"name":"y","shape":[3,2],"data":[1,2,3,4]}]}                                 | no
                    {"outputs":[{"name":"y","shape":[3],"data":[1,2,3]},{"name":"z","shape":[1],"data":[1]}]} | no
                    {"outputs":[]}                                                                            | no
                    {"outputs":[{"name":"y","shape":[3],"parameters":{"binary_data_size":9}}]}                | no
                    {"error":"none"}                                                                          | no
                    {}                                                                                        | no
                    ``                                                                                        | no
                    [1,2,3]                                                                                   | no
                    {"outputs":[{"name":"y","shape":[3],"data":[1,2,3]}]                                      | no
                    """)
    void refusesAnAnswerThatHasNotTheRowsThatWereSent(String answer, String rows) {
        assertThatThrownBy(
                        () ->
                                split(
                                        Protocol.V2,
                                        answer,
                                        V2.formatted("a", 1, "[1,2]"),
                                        V2.formatted("b", 2, "[1,2,3,4]")))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("an answer of " + rows + " rows (expected: 3, as many as were sent)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    V2         | {"inputs":[{"name":"x","shape":[4],"datatype":"FP32","data":[1,2,3,4]}]}
                    V2         | {"inputs":[{"name":"x","shape":[],"datatype":"FP32","data":[1]}]}
                    V2         | {"inputs":[{"name":"x","shape":[0,2],"datatype":"FP32","data":[]}]}
                    V2         | {"inputs":[{"name":"x","shape":[-1,2],"datatype":"FP32","data":[1,2]}]}
                    V2         | {"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[1,2,3]}]}
                    V2         | {"inputs":[{"name":"x","shape":[2,2],"datatype":"FP32","data":[[1,2,3],[4]]}]}
                    V2         | {"inputs":[{"name":"x","shape":[2,2],"data":[1,2,3,4]},{"name":"y","shape":[1,1],"data":[1]}]}
                    V2         | {"inputs":[{"name":"x","shape":[1,2],"parameters":{"binary_data_size":8}}]}
                    V2         | {"parameters":{"binary_data_output":true},"inputs":[{"name":"x","shape":[1,1],"data":[1]}]}
                    V2         | {"parameters":{"sequence_id":7},"inputs":[{"name":"x","shape":[1,1],"data":[1]}]}
                    V2         | {"inputs":[{"name":"x","shape":[1,1],"data":[1]}],"inputs":[{"name":"x","shape":[1,1],"data":[1]}]}
                    V2         | {"inputs":[{"name":"t","shape":[1,1],"data":["a"]},{"name":"max_tokens","shape":[1],"data":[7]}]}
                    V2         | {"inputs":[{"name":"max_tokens","shape":[1],"data":[7]},{"name":"x","shape":[1,2],"data":[1,2]}]}
                    V2         | {"inputs":[{"name":"x","shape":[1,2],"data":[1,2]},{"name":"threshold","shape":[],"data":[0.5]}]}
                    V2         | {"id":"\\ud800","inputs":[{"name":"x","shape":[1,1],"data":[1]}]}
                    V2         | {"id":"a\\udc00b","inputs":[{"name":"x","shape":[1,1],"data":[1]}]}
                    V2         | {"inputs":[]}
                    V2         | {"inputs":null,"outputs":[]}
                    V2         | {"inputs":[{"name":"x","shape":[1,1],"data":[1]}]} trailing
                    TENSORFLOW | {"inputs":[[1,2]]}
                    TENSORFLOW | {"inputs":{"x":[1]},"instances":[1]}
                    TENSORFLOW | {"instances":[]}
                    TENSORFLOW | {"instances":[[1],[1,2]]}
                    TENSORFLOW | {"instances":[1],"instances":[2]}
                    SELDON     | {"strData":"x"}
                    SELDON     | {"binData":"eA=="}
                    SELDON     | {"jsonData":{"data":{"ndarray":[[1]]}}}
                    SELDON     | {"data":{"ndarray":[1,2,3]}}
                    SELDON     | {"data":{"ndarray":[[1],[1,2]]}}
                    SELDON     | {"data":{"tensor":{"shape":[3],"values":[1,2,3]}}}
                    SELDON     | {"data":{"tensor":{"shape":[1,2],"values":[1,2,3]}}}
                    SELDON     | {"data":{"tftensor":{"dtype":"DT_FLOAT"}}}
                    SELDON     | {"data":{"ndarray":[[1]],"tensor":{"shape":[1,1],"values":[1]}}}
                    SELDON     | {"meta":{"puid":"\\ud83d"},"data":{"ndarray":[[1]]}}
                    SELDON     | no JSON
                    """)
    void sendsAloneWhatHasNoRowsToBeSureOf(Protocol protocol, String request) {
        assertThat(Batches.goesAlone(codec(protocol), Payloads.json(request))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    V2         | {"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[1,2]}]} | {"inputs":[{"name":"x","shape":[1,2],"datatype":"FP64","data":[1,2]}]}
                    V2         | {"inputs":[{"name":"x","shape":[1,2],"data":[1,2]}]}   | {"inputs":[{"name":"z","shape":[1,2],"data":[1,2]}]}
                    V2         | {"inputs":[{"name":"x","shape":[1,2],"data":[1,2]}]}   | {"inputs":[{"name":"x","shape":[1,2],"data":[[1,2]]}]}
                    V2         | {"inputs":[{"name":"x","shape":[1,2],"data":[1,2]}]}   | {"inputs":[{"name":"x","shape":[1,3],"data":[1,2,3]}]}
                    V2         | {"inputs":[{"name":"x","shape":[1,1],"data":[1]}]}     | {"id":"a","inputs":[{"name":"x","shape":[1,1],"data":[1]}]}
                    V2         | {"parameters":{"a":1},"inputs":[{"name":"x","shape":[1,1],"data":[1]}]} | {"parameters":{"a":2},"inputs":[{"name":"x","shape":[1,1],"data":[1]}]}
                    V2         | {"inputs":[{"name":"x","shape":[1,1],"data":[1]}],"outputs":[{"name":"y"}]} | {"inputs":[{"name":"x","shape":[1,1],"data":[1]}],"outputs":[{"name":"z"}]}
                    TENSORFLOW | {"instances":[[1,2]]}                                  | {"instances":[[1,2,3]]}
                    TENSORFLOW | {"instances":[[1,2]]}                                  | {"instances":[[1.5,2]]}
                    TENSORFLOW | {"instances":[{"i":1}]}                                | {"instances":[{"f":1}]}
                    TENSORFLOW | {"instances":[1]}                                      | {"instances":["1"]}
                    TENSORFLOW | {"signature_name":"a","instances":[1]}                 | {"signature_name":"b","instances":[1]}
                    SELDON     | {"data":{"names":["a"],"ndarray":[[1]]}}               | {"data":{"names":["b"],"ndarray":[[1]]}}
                    SELDON     | {"data":{"ndarray":[[1]]},"meta":{"tags":{"a":1}}}     | {"data":{"ndarray":[[1]]},"meta":{"tags":{"a":2}}}
                    SELDON     | {"data":{"ndarray":[[1]]}}                             | {"data":{"tensor":{"shape":[1,1],"values":[1]}}}
                    """)
    void keepsApartWhatDiffersInMoreThanItsRows(Protocol protocol, String one, String other) {
        List<BatchableRequest> parts = parts(protocol, one, other);

        assertThat(parts).doesNotContainNull();
        assertThat(parts.get(0).key()).isNotEqualTo(parts.get(1).key());
        assertThat(parts(protocol, one, one))
                .extracting(BatchableRequest::key)
                .containsOnly(parts.get(0).key());
    }

    @Test
    void givesEachAnswerItsOwnPuid() throws BadPayloadException {
        String request = "{\"meta\":{\"puid\":\"%s\"},\"data\":{\"ndarray\":[[1]]}}";
        String answer =
                "{\"data\":{\"names\":[],\"ndarray\":[[0.5],[7]]},\"meta\":{\"puid\":\"%s\",\"metrics\":[{\"key\":\"k\"}]}}";

        assertThat(
                        split(
                                Protocol.SELDON,
                                answer.formatted("a"),
                                request.formatted("a"),
                                request.formatted("b")))
                .containsExactly(
                        answer.formatted("a").replace(",[7]", ""),
                        answer.formatted("b").replace("[0.5],", ""));
    }

    @Test
    void givesEachAnswerItsOwnPuidWhereTheModelKnowsItFromTheHeader() throws BadPayloadException {
        String request = "{\"data\":{\"ndarray\":[[1]]}}";

        assertThat(
                        split(
                                Protocol.SELDON,
                                "{\"data\":{\"ndarray\":[1,2]},\"meta\":{\"puid\":\"puid-0\"}}",
                                request,
                                request))
                .containsExactly(
                        "{\"data\":{\"ndarray\":[1]},\"meta\":{\"puid\":\"puid-0\"}}",
                        "{\"data\":{\"ndarray\":[2]},\"meta\":{\"puid\":\"puid-1\"}}");
    }

    @Test
    void givesEachItsOwnIdHoweverItIsWritten() throws BadPayloadException {
        String request =
                "{\"id\":\"%s\",\"inputs\":[{\"name\":\"x\",\"shape\":[1,1],\"data\":[1]}]}";
        String answer =
                "{\"id\":\"%s\",\"outputs\":[{\"name\":\"y\",\"shape\":[%d],\"data\":[%s]}]}";

        assertThat(
                        split(
                                Protocol.V2,
                                answer.formatted("\\u00e9", 2, "1,2"),
                                request.formatted("é"),
                                request.formatted("\\ud83d\\ude00\\n")))
                .containsExactly(answer.formatted("é", 1, "1"), answer.formatted("😀\\n", 1, "2"));
    }

    @Test
    void refusesAnAnswerInWhichARowIsNotToldFromAParameter() {
        String request = "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"data\":[1,2]}]}";
        String answer =
                """
                {"outputs":[{"name":"p","shape":[2,3],"data":[1,2,3,4,5,6]},\
                {"name":"classes","shape":[2],"data":["cat","dog"]}]}\
                """;

        assertThatThrownBy(() -> split(Protocol.V2, answer, request, request))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage(
                        "an answer with outputs of one dimension beside outputs of more (expected:"
                                + " the rows as first dimension of each)");
    }

    @Test
    void mergesTextsOfOneRowEach() {
        String request =
                "{\"inputs\":[{\"name\":\"t\",\"shape\":[%d],\"datatype\":\"BYTES\",\"data\":[%s]}]}";

        assertThat(
                        merged(
                                Protocol.V2,
                                request.formatted(1, "\"a]\""),
                                request.formatted(1, "\"b\\\"\"")))
                .isEqualTo(request.formatted(2, "\"a]\",\"b\\\"\""));
    }
}
