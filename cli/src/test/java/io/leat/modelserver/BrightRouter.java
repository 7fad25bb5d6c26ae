// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.util.List;

/** A router in Java: branch 1 if any of two numbers is above 100, else 0. */
public final class BrightRouter implements ServedRouter {

    @Override
    public List<TensorSpec> inputs() {
        return List.of(new TensorSpec("x", Datatype.FP32, Shape.of(Shape.ANY, 2)));
    }

    @Override
    public int route(List<Tensor> inputs) {
        for (double value : inputs.get(0).decimals()) {
            if (value > 100) {
                return 1;
            }
        }
        return 0;
    }
}
