// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.hint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.protocol.Protocol;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.v2.ModelInferRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shell makes of the commands that print a record. */
class SuggestedRecordTest {

    private static final ModelInput PICTURE =
            new ModelInput("picture", "FP32", List.of(-1L, 3L, 224L, 224L));
    private static final ModelInput ODD =
            new ModelInput(
                    "it's \"odd\" \\ $(id) `id` \u001b\u202e größe", "BYTES", List.of(-1L, 2L));

    private static byte[] run(String command) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", command).start();
        byte[] out = shell.getInputStream().readAllBytes();
        assertThat(new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(shell.waitFor()).isZero();
        return out;
    }

    private static JsonNode json(Protocol protocol, ModelInput... inputs) throws Exception {
        return new ObjectMapper().readTree(run(JsonRecord.command(protocol, List.of(inputs))));
    }

    @Test
    void isWrittenOutWhereItIsSmall() {
        assertThat(JsonRecord.command(Protocol.V2, List.of(ModelInput.ANY)))
                .isEqualTo(
                        "echo '{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\","
                                + "\"data\":[0.5,0.5,0.5,0.5]}]}'");
        assertThat(JsonRecord.command(Protocol.TENSORFLOW, List.of(ModelInput.ANY)))
                .isEqualTo("echo '{\"instances\":[[0.5,0.5,0.5,0.5]]}'");
        assertThat(JsonRecord.command(Protocol.SELDON, List.of(ModelInput.ANY)))
                .isEqualTo("echo '{\"data\":{\"ndarray\":[[0.5,0.5,0.5,0.5]]}}'");
    }

    @Test
    void holdsEveryInputByItsNameTypeAndShape() throws Exception {
        JsonNode inputs = json(Protocol.V2, PICTURE, ODD).path("inputs");

        assertThat(inputs.at("/0/shape")).hasToString("[1,3,224,224]");
        assertThat(inputs.at("/0/data")).hasSize(3 * 224 * 224);
        assertThat(inputs.at("/1"))
                .isEqualTo(
                        new ObjectMapper()
                                .createObjectNode()
                                .put("name", ODD.name())
                                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                                        "shape", new ObjectMapper().readTree("[1,2]"))
                                .put("datatype", "BYTES")
                                .set("data", new ObjectMapper().readTree("[\"\",\"\"]")));
        JsonNode row = json(Protocol.TENSORFLOW, PICTURE, ODD).at("/instances/0");
        assertThat(row.path("picture")).hasSize(3);
        assertThat(row.path("picture").path(2)).hasSize(224);
        assertThat(row.path("picture").path(2).path(223)).hasSize(224);
        assertThat(row.path(ODD.name())).hasToString("[\"\",\"\"]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 32, 33, 784})
    void hasAsManyValuesAsTheShapeSays(int columns) throws Exception {
        ModelInput input = new ModelInput("x", "INT64", List.of(2L, (long) columns));

        JsonNode rows = json(Protocol.SELDON, input).at("/data/ndarray");

        assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row).hasSize(columns));
    }

    @Test
    void isAMessageOverGrpc() throws Exception {
        ModelInferRequest v2 =
                ModelInferRequest.parseFrom(
                        run(ProtobufRecord.command(Protocol.V2, List.of(ODD, PICTURE))));
        PredictRequest tensorflow =
                PredictRequest.parseFrom(
                        run(ProtobufRecord.command(Protocol.TENSORFLOW, List.of(PICTURE))));
        SeldonMessage seldon =
                SeldonMessage.parseFrom(
                        run(ProtobufRecord.command(Protocol.SELDON, List.of(ModelInput.ANY))));

        assertThat(v2.getInputs(0).getName()).isEqualTo(ODD.name());
        assertThat(v2.getRawInputContents(0).size()).isEqualTo(2 * 4);
        assertThat(v2.getInputs(1).getShapeList()).containsExactly(1L, 3L, 224L, 224L);
        assertThat(v2.getRawInputContents(1).size()).isEqualTo(3 * 224 * 224 * 4);
        assertThat(tensorflow.getInputsOrThrow("picture").getTensorContent().size())
                .isEqualTo(3 * 224 * 224 * 4);
        assertThat(seldon.getData().getTensor().getValuesList())
                .containsExactly(0.0, 0.0, 0.0, 0.0);
    }

    @Test
    void fitsACommandHoweverLargeTheModelsInputIs() {
        for (Protocol protocol : Protocol.values()) {
            assertThat(JsonRecord.command(protocol, List.of(PICTURE))).hasSizeLessThan(700);
            assertThat(ProtobufRecord.command(protocol, List.of(PICTURE))).hasSizeLessThan(300);
        }
    }
}
