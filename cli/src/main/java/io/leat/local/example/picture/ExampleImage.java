// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.picture;

/**
 * A bundled test image and what it shows.
 *
 * @param testIndex its position in Fashion-MNIST's test set; unique among the bundled images
 * @param label the true class, as {@code FashionExample#classes()} spells it
 */
public record ExampleImage(int testIndex, GreyImage image, String label) {}
