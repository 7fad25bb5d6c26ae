// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.hint;

import io.leat.job.plan.InferenceJob;
import io.leat.protocol.Transport;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user may try while a job stays up: commands that work when they are pasted. */
public final class NextSteps {

    private static final String STEP = "  %-20s%s%n";

    /** Above it a request would not fit the record that brokers take by default, 1 MB. */
    private static final long MOST_VALUES = 400_000;

    /** The bundled example's model, whatever its protocol says of it. */
    private static final List<ModelInput> EXAMPLE =
            List.of(new ModelInput("images", "FP32", List.of(1L, 28L, 28L)));

    private NextSteps() {}

    /**
     * Prints them.
     *
     * @param isExample whether the bundled example runs, whose model needs not be asked
     * @param init the command that prints what runs as a file, where there is one
     * @param comparisons commands that compare the job's answers with those of shadows beside it
     */
    public static void print(
            InferenceJob job,
            SuggestedCommands commands,
            URI web,
            boolean isExample,
            @Nullable String init,
            List<String> comparisons,
            PrintStream out)
            throws InterruptedException {
        out.println();
        out.printf(
                "It stays up until Ctrl-C. What to try next, in another terminal%s:%n",
                commands.variables().isEmpty()
                        ? ""
                        : " (with %s set as here)"
                                .formatted(String.join(", ", commands.variables())));
        record(job, commands, isExample ? EXAMPLE : ModelInputs.of(job.first()), out);
        String watch = commands.watchPredictions();
        if (watch != null) {
            out.printf(STEP, "read predictions", watch);
        }
        out.printf(STEP, "list dead letters", commands.listDeadLetters());
        comparisons.forEach(command -> out.printf(STEP, "compare the shadow", command));
        out.printf(
                STEP, "look at the job", SuggestedCommands.of("status", "--flink", web.toString()));
        if (init != null) {
            out.printf(STEP, "keep it as a file", init);
        }
        if (isExample) {
            out.printf(
                    STEP,
                    "run your own",
                    SuggestedCommands.of(
                            "local",
                            "--model",
                            "http://127.0.0.1:8080",
                            "--protocol",
                            "v2",
                            "--model-name",
                            "iris",
                            "--input-topic",
                            "iris-requests",
                            "--output-topic",
                            "iris-predictions",
                            "--port",
                            "0"));
            out.printf(
                    STEP,
                    "",
                    "(127.0.0.1:8080 and iris stand for your V2 model server and its model)");
        }
        out.println("Ctrl-C stops it with a last checkpoint; the next start goes on from there.");
    }

    private static void record(
            InferenceJob job,
            SuggestedCommands commands,
            List<ModelInput> stated,
            PrintStream out) {
        boolean isKnown = !stated.isEmpty();
        List<ModelInput> inputs = isKnown ? stated : List.of(ModelInput.ANY);
        boolean isJson = job.first().transport() == Transport.REST;
        String[] header =
                isJson
                        ? new String[0]
                        : new String[] {
                            "-H", "proto-name=" + ProtobufRecord.name(job.first().protocol())
                        };
        if (inputs.stream().anyMatch(input -> input.values() > MOST_VALUES / inputs.size())) {
            out.printf(STEP, "send a record", commands.send(header) + " FILE");
            out.printf(STEP, "", "(FILE holds a request, which is too large for a command)");
            return;
        }
        String body =
                isJson
                        ? JsonRecord.command(job.first().protocol(), inputs)
                        : ProtobufRecord.command(job.first().protocol(), inputs);
        out.printf(STEP, "send a record", body + " | " + commands.send(header));
        if (!isKnown) {
            out.printf(STEP, "", unknown(job, isJson));
        }
    }

    private static String unknown(InferenceJob job, boolean isJson) {
        return isJson
                ? "(the model has not said what it takes: put its names, types and shapes in)"
                : "(the model has not said what it takes: a record is a serialized %s of its names, types and shapes)"
                        .formatted(ProtobufRecord.name(job.first().protocol()));
    }
}
