package io.leat.local.example;

import java.nio.charset.StandardCharsets;

/** A predict request for one image, as a client of TensorFlow Serving sends it. */
public final class FashionRequest {

    private FashionRequest() {}

    /** {@code {"instances":[[[0,0,…],…]]}}: one instance of 28 rows of 28 grey values. */
    public static byte[] json(GreyImage image) {
        StringBuilder json = new StringBuilder(4096).append("{\"instances\":[[");
        for (int row = 0; row < GreyImage.SIDE; row++) {
            json.append(row == 0 ? "[" : ",[");
            for (int column = 0; column < GreyImage.SIDE; column++) {
                json.append(column == 0 ? "" : ",").append(image.at(row, column));
            }
            json.append(']');
        }
        return json.append("]]}").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
