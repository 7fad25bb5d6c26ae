// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import io.leat.cli.flags.BrokerAccess;
import io.leat.cli.flags.CommandFailure;
import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.OutputFlag;
import io.leat.cli.output.ComparedTopics;
import io.leat.cli.output.ComparisonJson;
import io.leat.cli.output.ComparisonText;
import io.leat.compare.AnswerComparison;
import io.leat.job.plan.ConfigurationException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat compare}: what a shadow and the predictor it stands beside answered. */
@Command(
        name = "compare",
        description =
                "Joins the answers in two output topics by Seldon-Puid, and says how many are"
                        + " equal, how far the others are apart, and how long both took. Answers of"
                        + " the shadow are held in memory. Payloads are not shown unless asked for.",
        sortOptions = false,
        exitCodeList = {
            "0:both topics were read, whatever they hold",
            "1:one of them could not be",
            "2:wrong usage"
        })
public final class CompareCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--primary",
            paramLabel = "TOPIC",
            description = "The output topic of the predictor beside the shadow.")
    private @Nullable String primary;

    @Option(
            names = "--shadow",
            paramLabel = "TOPIC",
            description =
                    "The output topic of the shadow (default: that of --primary with -shadow).")
    private @Nullable String shadow;

    @Option(
            names = "--tolerance",
            paramLabel = "NUMBER",
            defaultValue = "1e-6",
            description =
                    "By how much two numbers may differ: absolutely below 1, above in proportion to"
                            + " the larger (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(
            names = "--largest",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How many of the largest differences to show (default: ${DEFAULT-VALUE}).")
    private int largest;

    @Option(names = "--show-payloads", description = "With each difference: both answers.")
    private boolean showPayloads;

    @Mixin private OutputFlag output;

    @Override
    public Integer call() throws CommandFailure, ConfigurationException, InterruptedException {
        checkNumbers();
        String ofPrimary = BrokerAccess.topic(spec, "--primary", primary);
        String ofShadow =
                shadow == null
                        ? ofPrimary + "-shadow"
                        : BrokerAccess.topic(spec, "--shadow", shadow);
        if (ofPrimary.equals(ofShadow)) {
            throw mistake(
                    "--primary and --shadow are both %s (expected: two topics)"
                            .formatted(ofPrimary));
        }
        BrokerAccess broker = BrokerAccess.stated(spec, System.getenv());
        broker.requireTopic(ofPrimary, AclOperation.READ);
        broker.requireTopic(ofShadow, AclOperation.READ);
        AnswerComparison comparison = new AnswerComparison(tolerance, largest);
        ComparedTopics topics;
        try {
            long shadowsWithout =
                    AnswerTopic.read(broker.client(), ofShadow, comparison::addShadow);
            long without = AnswerTopic.read(broker.client(), ofPrimary, comparison::addPrimary);
            topics = new ComparedTopics(ofPrimary, without, ofShadow, shadowsWithout);
        } catch (KafkaException e) {
            throw broker.failure(e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (output.format()) {
                    case text -> ComparisonText.of(comparison, topics, showPayloads);
                    case json -> ComparisonJson.of(comparison, topics, showPayloads);
                });
        out.flush();
        return ExitCode.OK;
    }

    private void checkNumbers() {
        if (!(tolerance >= 0)) {
            throw mistake("--tolerance: " + tolerance + " (expected: a number from 0 on)");
        }
        if (largest < 0) {
            throw mistake("--largest: " + largest + " (expected: a whole number from 0 on)");
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
