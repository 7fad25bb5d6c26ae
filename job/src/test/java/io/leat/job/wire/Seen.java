// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import io.leat.job.wire.Fixture.Call;
import io.leat.job.wire.Fixture.DeadLetter;
import io.leat.job.wire.Fixture.Delivered;
import io.leat.job.wire.Fixture.Output;
import io.leat.job.wire.Fixture.Prediction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a fixture: its calls, in whatever order they were made, and its outputs.
 *
 * @param unused the replies that were not requested
 */
public record Seen(List<Call> calls, List<Output> outputs, List<String> unused) {

    /** What was expected of the same run. */
    public static Seen expectedOf(Fixture fixture) {
        return new Seen(fixture.calls(), fixture.outputs(), List.of());
    }

    /** The same in the order and in the words of what was expected, so that it can be compared. */
    public Seen inTheWordsOf(Seen expected) {
        return new Seen(
                Matching.match(expected.calls, calls, Seen::sameCall, Seen::reworded),
                Matching.match(expected.outputs, outputs, Seen::sameOutput, Seen::reworded),
                unused);
    }

    private static boolean sameCall(Call one, Call other) {
        return one.record().equals(other.record()) && one.to().equals(other.to());
    }

    private static boolean sameOutput(Output one, Output other) {
        return one.record().equals(other.record());
    }

    private static Call reworded(Call expected, Call actual) {
        Body body = expected.body().sameWay(actual.body().bytes());
        return new Call(actual.record(), actual.to(), actual.headers(), body);
    }

    private static Output reworded(Output expected, Output actual) {
        if (expected instanceof Prediction wanted && actual instanceof Prediction got) {
            Body body = reworded(wanted.body(), got.body());
            return new Prediction(got.record(), got.headers(), body);
        }
        return actual;
    }

    private static @Nullable Body reworded(@Nullable Body expected, @Nullable Body actual) {
        return expected == null || actual == null ? actual : expected.sameWay(actual.bytes());
    }

    /** As a fixture says it under {@code calls}. */
    public String callsYaml() {
        List<String> lines = new ArrayList<>();
        for (Call call : calls) {
            lines.add("- record: " + Quoted.name(call.record()));
            lines.add("  to: " + call.to());
            addHeaders(lines, call.headers());
            lines.add("  body: " + call.body().yaml());
        }
        return file(lines);
    }

    /** As a fixture says it under {@code outputs}. */
    public String outputsYaml() {
        List<String> lines = new ArrayList<>();
        for (Output output : outputs) {
            lines.add("- record: " + Quoted.name(output.record()));
            if (output instanceof Prediction prediction) {
                addHeaders(lines, prediction.headers());
                Body body = prediction.body();
                lines.add("  body: " + (body == null ? "null" : body.yaml()));
            } else if (output instanceof Delivered) {
                lines.add("  delivered: true");
            } else if (output instanceof DeadLetter letter) {
                lines.add("  dead-letter:");
                letter.reasons()
                        .forEach(
                                (name, reason) ->
                                        lines.add("    " + name + ": " + Quoted.value(reason)));
            }
        }
        return file(lines);
    }

    private static void addHeaders(List<String> lines, List<Header> headers) {
        if (!headers.isEmpty()) {
            lines.add("  headers:");
            headers.forEach(header -> lines.add("  - " + header.yaml()));
        }
    }

    private static String file(List<String> lines) {
        return lines.isEmpty() ? "[]\n" : String.join("\n", lines) + "\n";
    }
}
