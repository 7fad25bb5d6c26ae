// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.local.example.picture.GreyImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FashionRequestTest {

    @Test
    void writesOneInstanceOfRowsOfPixels() {
        int[] pixels = new int[GreyImage.SIDE * GreyImage.SIDE];
        Arrays.setAll(pixels, i -> i % 256);

        String json =
                new String(FashionRequest.json(new GreyImage(pixels)), StandardCharsets.UTF_8);

        assertThat(json)
                .startsWith("{\"instances\":[[[0,1,2,")
                .contains(",26,27],[28,29,")
                .endsWith(",14,15]]]}");
        assertThat(json.chars().filter(c -> c == ',')).hasSize(783);
    }
}
