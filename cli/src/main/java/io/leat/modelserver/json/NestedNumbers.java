// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.TensorValues;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of nested JSON arrays, before their datatype is known.
 *
 * @param shape of the arrays; no dimension for a bare number
 * @param numbers row by row: numbers or, all of them, booleans
 */
public record NestedNumbers(Shape shape, List<JsonNode> numbers) {

    /**
     * Reads arrays, or a bare number.
     *
     * @param where they stand, for messages
     * @throws RefusedException if arrays differ in length or depth, or hold something else
     */
    public static NestedNumbers read(JsonNode tree, String where) throws RefusedException {
        List<Long> lengths = new ArrayList<>();
        for (JsonNode first = tree; first.isArray(); first = first.path(0)) {
            lengths.add((long) first.size());
        }
        List<JsonNode> numbers = new ArrayList<>();
        collect(tree, where, lengths, 0, numbers);
        return new NestedNumbers(new Shape(lengths), numbers);
    }

    private static void collect(
            JsonNode node, String where, List<Long> lengths, int depth, List<JsonNode> numbers)
            throws RefusedException {
        boolean isNumber = node.isNumber() || node.isBoolean();
        if (!isNumber && !node.isArray()) {
            throw JsonTrees.refused(node, where, "numbers");
        }
        if (isNumber != (depth == lengths.size())) {
            throw ragged(where, isNumber ? "a number beside arrays" : "an array beside numbers");
        }
        if (isNumber) {
            if (!numbers.isEmpty() && numbers.get(0).isBoolean() != node.isBoolean()) {
                throw RefusedException.badRequest(
                        where + ": booleans and numbers mixed (expected: one of them)");
            }
            numbers.add(node);
            return;
        }
        if (node.size() != lengths.get(depth)) {
            throw ragged(
                    where,
                    "arrays of %d and of %d elements at depth %d"
                            .formatted(lengths.get(depth), node.size(), depth));
        }
        for (JsonNode element : node) {
            collect(element, where, lengths, depth + 1, numbers);
        }
    }

    private static RefusedException ragged(String where, String found) {
        return RefusedException.badRequest(
                where + ": ragged, " + found + " (expected: one length at each depth)");
    }

    /**
     * The numbers as values of a datatype.
     *
     * @throws RefusedException if it cannot hold each of them
     */
    public TensorValues values(Datatype datatype, String where) throws RefusedException {
        boolean booleans = !numbers.isEmpty() && numbers.get(0).isBoolean();
        boolean fits = numbers.isEmpty() || booleans == (datatype == Datatype.BOOL);
        if (!fits || datatype == Datatype.BYTES) {
            throw RefusedException.badRequest(
                    "%s: %s (expected: %s)"
                            .formatted(where, booleans ? "booleans" : "numbers", datatype));
        }
        return TensorValues.of(
                where,
                datatype,
                numbers.size(),
                i -> booleans ? numbers.get(i).booleanValue() : numbers.get(i).numberValue());
    }
}
