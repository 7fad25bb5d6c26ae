// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.modelserver.rest.ModelClient;
import io.leat.modelserver.rest.RestModelServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxModelTest {

    /** ONNX's numbers of its element types stand in its file format. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "FP32|1|[0.1,-3.4028235E38,1.4E-45]",
                "FP64|11|[0.1,-1.7976931348623157E308,4.9E-324]",
                "INT8|3|[-128,0,127]",
                "UINT8|2|[0,128,255]",
                "INT16|5|[-32768,0,32767]",
                "INT32|6|[-2147483648,0,2147483647]",
                "INT64|7|[-9223372036854775808,9007199254740993,9223372036854775807]",
                "BOOL|9|[true,false,true]",
            })
    void carriesEveryDatatypeUnchanged(Datatype datatype, int elementType, String data) {
        OnnxModel model = OnnxModel.load(IdentityOnnx.of(elementType));
        try (RestModelServer server = RestModelServer.start(Map.of("same", model))) {
            String tensor = "\"datatype\":\"" + datatype + "\",\"shape\":[3],\"data\":" + data;

            String reply =
                    new ModelClient(server, "same")
                            .post(
                                    "/v2/models/same/infer",
                                    "{\"inputs\":[{\"name\":\"in\"," + tensor + "}]}")
                            .body();

            assertThat(reply).endsWith("\"outputs\":[{\"name\":\"out\"," + tensor + "}]}");
        }
    }

    @Test
    void refusesATensorTypeThatIsNotServed() {
        assertThatThrownBy(() -> OnnxModel.load(IdentityOnnx.of(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("in: STRING (expected: a float, double, int or bool tensor)");
    }

    @Test
    void refusesWhatIsNoModel() {
        assertThatThrownBy(() -> OnnxModel.load(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ONNX model of 3 bytes: ");
    }
}
