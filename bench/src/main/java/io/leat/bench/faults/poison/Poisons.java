// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.poison;

import io.leat.bench.faults.model.SeldonMessages;
import java.util.List;
import java.util.stream.Stream;

/** Every kind of poison, by name. */
public final class Poisons {

    private Poisons() {}

    static List<Poison> all(SeldonMessages speech) {
        List<Poison> own =
                switch (speech) {
                    case REST -> RestPoisons.ALL;
                    case GRPC -> GrpcPoisons.ALL;
                };
        return Stream.of(ModelPoisons.ALL, own, HeaderPoisons.ALL).flatMap(List::stream).toList();
    }

    /** By name, {@code all} and {@code none} being names too. */
    public static List<Poison> named(SeldonMessages speech, List<String> names) {
        return names.stream().flatMap(name -> named(speech, name)).toList();
    }

    private static Stream<Poison> named(SeldonMessages speech, String name) {
        if (name.equals("none")) {
            return Stream.of();
        }
        List<Poison> all = all(speech);
        return name.equals("all")
                ? all.stream()
                : Stream.of(
                        one(Stream.concat(all.stream(), SinkPoisons.ALL.stream()).toList(), name));
    }

    private static Poison one(List<Poison> all, String name) {
        List<String> known = all.stream().map(Poison::name).toList();
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    "poison \"%s\" (expected: all, none or one of %s)".formatted(name, known));
        }
        return all.get(known.indexOf(name));
    }
}
