// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model in Java with two inputs and two outputs: {@code sum} is {@code price * count}, {@code
 * many} is whether {@code count} is above one, for each row.
 */
public final class TwoInputModel implements ServedModel {

    public final AtomicInteger closings = new AtomicInteger();

    @Override
    public List<TensorSpec> inputs() {
        return List.of(
                new TensorSpec("price", Datatype.FP64, Shape.of(Shape.ANY)),
                new TensorSpec("count", Datatype.INT8, Shape.of(Shape.ANY)));
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.of(
                new TensorSpec("sum", Datatype.FP64, Shape.of(Shape.ANY)),
                new TensorSpec("many", Datatype.BOOL, Shape.of(Shape.ANY)));
    }

    @Override
    public String platform() {
        return "java";
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs) {
        double[] price = inputs.get(0).decimals();
        long[] count = inputs.get(1).integers();
        if (price.length != count.length) {
            throw new IllegalStateException("rows differ");
        }
        double[] sum = new double[price.length];
        long[] many = new long[price.length];
        for (int i = 0; i < price.length; i++) {
            sum[i] = price[i] * count[i];
            many[i] = count[i] > 1 ? 1 : 0;
        }
        Shape shape = Shape.of(price.length);
        return List.of(
                new Tensor("sum", Datatype.FP64, shape, new TensorValues.Decimals(sum)),
                new Tensor("many", Datatype.BOOL, shape, new TensorValues.Integers(many)));
    }

    @Override
    public void close() {
        closings.incrementAndGet();
    }
}
