// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import io.leat.local.example.picture.GreyImage;
import java.nio.charset.StandardCharsets;

/** A predict request for one image, as clients of the protocols send it over HTTP. */
public final class FashionRequest {

    private FashionRequest() {}

    /**
     * To TensorFlow Serving: {@code {"instances":[[[0,0,…],…]]}}, one instance of 28 rows of 28
     * grey values.
     */
    public static byte[] json(GreyImage image) {
        return json("{\"instances\":[", rows(image), "]}");
    }

    /** In the seldon protocol: {@code {"data":{"ndarray":[[[0,0,…],…]]}}}. */
    static byte[] seldon(GreyImage image) {
        return json("{\"data\":{\"ndarray\":[", rows(image), "]}}");
    }

    /** In the V2 protocol, the values under the name and shape of the model's input. */
    static byte[] v2(GreyImage image) {
        return json(
                "{\"inputs\":[{\"name\":\"images\",\"datatype\":\"FP32\","
                        + "\"shape\":[1,28,28],\"data\":[",
                rows(image),
                "]}]}");
    }

    private static byte[] json(String head, String image, String tail) {
        return (head + image + tail).getBytes(StandardCharsets.US_ASCII);
    }

    private static String rows(GreyImage image) {
        StringBuilder json = new StringBuilder(4096);
        for (int row = 0; row < GreyImage.SIDE; row++) {
            json.append(row == 0 ? "[[" : ",[");
            for (int column = 0; column < GreyImage.SIDE; column++) {
                json.append(column == 0 ? "" : ",").append(image.at(row, column));
            }
            json.append(']');
        }
        return json.append(']').toString();
    }
}
