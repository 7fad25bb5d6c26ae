// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

/** The declaration of one input or output of a unit. */
public record TensorSpec(String name, Datatype datatype, Shape shape) {

    /**
     * Checks that a tensor of a shape can go here.
     *
     * @throws RefusedException if it cannot
     */
    public void require(Shape found) throws RefusedException {
        if (!found.fits(shape)) {
            throw RefusedException.badRequest(
                    name + ": shape " + found + " (expected: " + shape + ")");
        }
        if (found.elements() == 0) {
            throw RefusedException.badRequest(
                    name + ": shape " + found + " (expected: at least one value)");
        }
    }

    /**
     * Takes numbers whose protocol knows one kind of number only.
     *
     * @throws RefusedException if shape or numbers are not what is declared
     */
    public Tensor bind(Shape found, double[] numbers) throws RefusedException {
        require(found);
        TensorValues values = TensorValues.of(name, datatype, numbers.length, i -> numbers[i]);
        return new Tensor(name, datatype, found, values);
    }

    /**
     * Takes a tensor whose protocol states its datatype.
     *
     * @throws RefusedException if shape or datatype are not what is declared
     */
    public Tensor bind(Tensor tensor) throws RefusedException {
        if (tensor.datatype() != datatype) {
            throw RefusedException.badRequest(
                    name + ": datatype " + tensor.datatype() + " (expected: " + datatype + ")");
        }
        require(tensor.shape());
        return tensor;
    }
}
