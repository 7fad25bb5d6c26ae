// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.plan.InferenceJob;
import io.leat.options.settings.JobSettings.Topics;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.io.PrintStream;
import java.net.URI;

/** What a newcomer may try while a job without a file of its own stays up. */
final class NextSteps {

    private static final String ELLIPSIS = "...";
    private static final String FOUR_NUMBERS = "[5.1,3.5,1.4,0.2]";

    private NextSteps() {}

    /**
     * Prints them.
     *
     * @param ofModels whether models of the user's own run, and not the example
     */
    static void print(InferenceJob job, URI web, boolean ofModels, PrintStream out) {
        Topics topics = job.settings().topics();
        out.println();
        out.println("It stays up. What to try next:");
        out.printf("  look at the job     %s, or ./leat status%n", web);
        if (job.transport() == Transport.REST) {
            out.printf(
                    "  send a record       echo '%s' | ./leat send --broker %s --topic %s%n",
                    request(job.protocol(), ofModels ? FOUR_NUMBERS : ELLIPSIS),
                    topics.clients().brokers(),
                    topics.input());
        }
        out.printf(
                "  read predictions    ./leat watch --broker %s --topic %s%n",
                topics.clients().brokers(), topics.output());
        out.printf(
                "  see dead letters    ./leat dead-letters --broker %s --from %s%n",
                topics.clients().brokers(), topics.deadLetters());
        out.println(
                ofModels
                        ? "  keep it as a file   ./leat init with the same options prints it"
                        : "  run your own        ./leat local --model URL, or a file");
        out.println("Ctrl-C stops it with a last checkpoint; the next start goes on from there.");
    }

    /** A request for one row. */
    private static String request(Protocol protocol, String row) {
        return switch (protocol) {
            case SELDON -> "{\"data\":{\"ndarray\":[%s]}}".formatted(row);
            case TENSORFLOW -> "{\"instances\":[%s]}".formatted(row);
            case V2 ->
                    row.equals(ELLIPSIS)
                            ? "{\"inputs\":[...]}"
                            : "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":%s}]}"
                                    .formatted(row);
        };
    }
}
