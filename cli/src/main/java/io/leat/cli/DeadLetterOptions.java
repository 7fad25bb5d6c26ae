// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.BrokerAccess;
import io.leat.cli.flags.CommandFailure;
import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.FileFlag;
import io.leat.deadletter.DeadLetterException;
import io.leat.deadletter.DeadLetterField;
import io.leat.deadletter.DeadLetterFilter;
import io.leat.deadletter.PointInTime;
import io.leat.job.JobLoader;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.plan.PredictorSelection;
import io.leat.options.settings.JobSettings.Topics;
import io.leat.terminal.Printable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which dead letters of which topic. */
final class DeadLetterOptions {

    /** A dead-letter topic and the way to it. */
    record Place(BrokerAccess broker, String topic) {

        /** Makes sure that it is there. */
        void require() throws CommandFailure, InterruptedException {
            broker.requireDeadLetterTopic(topic);
        }
    }

    /** What is done there. */
    interface Work<T> {
        T at(Place place) throws DeadLetterException, CommandFailure, InterruptedException;
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-t", "--topic", "--from"},
            paramLabel = "TOPIC",
            description = "The dead-letter topic (default: the deployment's).")
    private @Nullable String topic;

    /** States the broker and the topic that the options do not. */
    @Mixin private FileFlag deployment;

    @Option(
            names = "--predictor",
            paramLabel = "NAME",
            description = "Which of its predictors is meant, if it has several.")
    private @Nullable String predictor;

    @Option(
            names = "--where",
            paramLabel = "KEY=VALUE",
            description =
                    "Only those of which this holds; several values with commas, any of which will"
                            + " do; all of several conditions must hold. KEY is code, predictor,"
                            + " node, model, endpoint, status, topic, partition or offset (of the"
                            + " source), redrives, hour, or detail: a part of what the model"
                            + " said.")
    private List<String> where = List.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what failed since: 2h, 7d, or 2026-03-01T14:30:00Z.")
    private @Nullable String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Only what failed before: as with --since.")
    private @Nullable String until;

    /**
     * Does something with the topic the options name.
     *
     * @throws ConfigurationException if they name none
     * @throws CommandFailure if it cannot be done
     */
    <T> T work(Map<String, String> environment, Work<T> work)
            throws ConfigurationException, CommandFailure, InterruptedException {
        Place place = place(environment);
        try {
            return work.at(place);
        } catch (DeadLetterException e) {
            throw new CommandFailure(ExitCode.FAILED, Printable.text(e.getMessage()));
        } catch (KafkaException e) {
            throw place.broker().failure(e);
        }
    }

    private Place place(Map<String, String> environment)
            throws ConfigurationException, CommandFailure {
        String file = deployment.file();
        if (file == null) {
            if (topic == null) {
                throw mistake("--topic is missing (expected: a topic, or a FILE)");
            }
            if (predictor != null) {
                throw mistake("--predictor without a file (expected: a FILE)");
            }
            BrokerAccess.topic(command, "--topic", topic);
            return new Place(BrokerAccess.stated(command, environment), topic);
        }
        JobArguments flags =
                new JobArguments(JobArguments.stated(command.commandLine().getParseResult()));
        InferenceJob job =
                JobLoader.load(
                        PredictorSelection.fromFile(file, predictor), flags, environment, Map.of());
        Topics topics = job.settings().topics();
        return new Place(
                BrokerAccess.of(topics.clients(), job.names(), command),
                topic == null
                        ? deadLetters(file, job)
                        : BrokerAccess.topic(command, "--topic", topic));
    }

    /** The dead-letter topic of the predictor that is meant; several may share one. */
    private String deadLetters(String file, InferenceJob job) {
        Map<String, String> topics = new LinkedHashMap<>();
        for (PredictorPlan each : job.predictors()) {
            if (predictor == null || predictor.equals(each.name())) {
                topics.put(each.name(), each.settings().topics().deadLetters());
            }
        }
        Set<String> distinct = Set.copyOf(topics.values());
        if (distinct.size() > 1) {
            throw mistake(
                    "%s: its predictors have dead-letter topics of their own: %s (expected: --predictor with one of %s)"
                            .formatted(
                                    file,
                                    topics.entrySet().stream()
                                            .map(each -> each.getValue() + " of " + each.getKey())
                                            .collect(Collectors.joining(", ")),
                                    String.join(", ", topics.keySet())));
        }
        return distinct.iterator().next();
    }

    /** What shall be looked at. */
    DeadLetterFilter filter(Instant now) {
        Instant first = time("--since", since, now);
        Instant end = time("--until", until, now);
        if (first != null && end != null && !first.isBefore(end)) {
            throw mistake(
                    "--since %s is not before --until %s (expected: earlier)"
                            .formatted(since, until));
        }
        try {
            Map<DeadLetterField, Set<String>> conditions = DeadLetterFilter.conditions(where);
            return new DeadLetterFilter(conditions, first, end);
        } catch (IllegalArgumentException e) {
            throw mistake("--where: " + e.getMessage());
        }
    }

    private @Nullable Instant time(String option, @Nullable String text, Instant now) {
        try {
            return text == null ? null : PointInTime.parse(text, now);
        } catch (IllegalArgumentException e) {
            throw mistake(option + ": " + e.getMessage());
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
