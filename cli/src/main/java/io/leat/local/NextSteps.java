// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.plan.InferenceJob;
import io.leat.options.settings.JobSettings.Topics;
import io.leat.protocol.Transport;
import java.io.PrintStream;
import java.net.URI;

/** What a newcomer may try while the example stays up. */
final class NextSteps {

    private NextSteps() {}

    static void print(InferenceJob job, URI web, PrintStream out) {
        Topics topics = job.settings().topics();
        out.println();
        out.println("It stays up. What to try next:");
        out.printf("  look at the job     %s, or ./leat status%n", web);
        if (job.transport() == Transport.REST) {
            out.printf(
                    "  send a record       echo '%s' | ./leat send --broker %s --topic %s%n",
                    request(job), topics.clients().brokers(), topics.input());
        }
        out.printf(
                "  read predictions    ./leat watch --broker %s --topic %s%n",
                topics.clients().brokers(), topics.output());
        out.printf(
                "  see dead letters    ./leat dead-letters --broker %s --from %s%n",
                topics.clients().brokers(), topics.deadLetters());
        out.println("  run your own        ./leat local your-seldondeployment.yaml");
        out.println("Ctrl-C stops it with a last checkpoint; the next start goes on from there.");
    }

    private static String request(InferenceJob job) {
        return switch (job.protocol()) {
            case SELDON -> "{\"data\":{\"ndarray\":[...]}}";
            case TENSORFLOW -> "{\"instances\":[...]}";
            case V2 -> "{\"inputs\":[...]}";
        };
    }
}
