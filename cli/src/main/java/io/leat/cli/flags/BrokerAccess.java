// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import io.leat.job.JobLoader;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.JobArguments;
import io.leat.kafka.admin.AdminClients;
import io.leat.kafka.admin.BrokerDiagnosis;
import io.leat.kafka.admin.BrokerErrors;
import io.leat.kafka.security.IdentityCheck;
import io.leat.kafka.security.KafkaClients;
import io.leat.options.OptionType;
import io.leat.options.StatedNames;
import io.leat.terminal.Printable;
import io.leat.terminal.WaitNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The brokers a command speaks with, under the flags and variables of the job: {@code LeatCommand}
 * adds the flags. Holds no secret.
 */
public final class BrokerAccess {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final StatedNames names;

    /** Takes what is waited for; the second time it is no news. */
    private final Consumer<String> note;

    private BrokerAccess(KafkaClients clients, StatedNames names, Consumer<String> note) {
        this.clients = clients;
        this.names = names;
        this.note = note;
    }

    /**
     * What command line and environment say.
     *
     * @throws ConfigurationException with every problem there is
     */
    public static BrokerAccess stated(CommandSpec command, Map<String, String> environment)
            throws ConfigurationException, CommandFailure {
        Map<String, String> flags = JobArguments.stated(command.commandLine().getParseResult());
        if (!flags.containsKey("broker") && !environment.containsKey("KAFKA_BROKER")) {
            throw new ParameterException(
                    command.commandLine(),
                    "--broker is missing (expected: HOST:PORT, or KAFKA_BROKER in the environment)");
        }
        JobArguments arguments = new JobArguments(flags);
        return of(
                JobLoader.clients(
                        arguments, environment, warning -> StandardFlags.warn(command, warning)),
                JobLoader.names(arguments, environment),
                command);
    }

    /**
     * The topic of a command that needs one; none, or what can be none, ends the command.
     *
     * @param option as help calls it
     */
    public static String topic(CommandSpec command, String option, @Nullable String stated) {
        if (stated == null) {
            throw new ParameterException(
                    command.commandLine(), option + " is missing (expected: the name of a topic)");
        }
        if (OptionType.TOPIC_NAME.read().apply(stated) == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s: \"%s\" (expected: %s)"
                            .formatted(
                                    asTyped(command, option),
                                    Printable.text(stated),
                                    OptionType.TOPIC_NAME.expected()));
        }
        return stated;
    }

    /** The name of an option that the user has typed, of several that it has. */
    private static String asTyped(CommandSpec command, String option) {
        List<String> typed = command.root().commandLine().getParseResult().originalArgs();
        return Arrays.stream(Objects.requireNonNull(command.findOption(option)).names())
                .filter(name -> typed.stream().anyMatch(arg -> isName(name, arg)))
                .findFirst()
                .orElse(option);
    }

    private static boolean isName(String name, String typed) {
        return typed.equals(name) || typed.startsWith(name + "=");
    }

    /**
     * Looks at certificates and keys first, of which a broker says little, and at what listens at
     * its address.
     *
     * @param names what the user has written for the options, for messages
     * @param command says what it waits for, unless it is to be quiet
     * @throws ConfigurationException with every problem there is
     * @throws CommandFailure if what listens there is no broker to be spoken to so
     */
    @SuppressWarnings("try") // a notice is of use by its end alone
    public static BrokerAccess of(KafkaClients clients, StatedNames names, CommandSpec command)
            throws ConfigurationException, CommandFailure {
        List<String> problems = new IdentityCheck(Instant.now()).problems(clients.security());
        if (!problems.isEmpty()) {
            throw new ConfigurationException(names.in(problems));
        }
        AtomicBoolean isSaid = new AtomicBoolean();
        BrokerAccess access =
                new BrokerAccess(
                        clients,
                        names,
                        line -> {
                            if (!isSaid.getAndSet(true)) {
                                StandardFlags.note(command, line);
                            }
                        });
        try (WaitNotice waiting = access.waiting()) {
            Optional<String> wrong = BrokerDiagnosis.wrongListener(access.client());
            if (wrong.isPresent()) {
                throw new CommandFailure(ExitCode.FAILED, names.in(wrong.get()));
            }
        }
        return access;
    }

    private WaitNotice waiting() {
        return WaitNotice.of(
                "waiting for the broker at %s, for up to %d s"
                        .formatted(clients.brokers(), PATIENCE.toSeconds()),
                note);
    }

    /** Client properties that give up on a broker that is not there within seconds. */
    public Properties client() {
        Properties client = clients.properties();
        int patience = (int) PATIENCE.toMillis();
        client.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        client.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, patience / 2);
        return client;
    }

    /** Makes sure that a broker answers. */
    @SuppressWarnings("try") // a notice is of use by its end alone
    public void requireAnswer() throws CommandFailure, InterruptedException {
        try (WaitNotice waiting = waiting();
                Admin admin = AdminClients.create(client())) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException | KafkaException e) {
            throw failure(e);
        }
    }

    /**
     * Looks first, so that what is missing is said by its name.
     *
     * @param operation what is to be done with it
     */
    public void requireTopic(String topic, AclOperation operation)
            throws CommandFailure, InterruptedException {
        requireTopic(
                topic,
                operation,
                "an existing topic; create it with kafka-topics.sh --create --topic %s, or correct the name"
                        .formatted(topic));
    }

    /** The same for a topic that a job creates. */
    public void requireDeadLetterTopic(String topic) throws CommandFailure, InterruptedException {
        requireTopic(
                topic,
                AclOperation.READ,
                "the dead-letter topic of a deployment, which its job creates when it starts;"
                        + " correct the name, or start the job");
    }

    @SuppressWarnings("try") // a notice is of use by its end alone
    private void requireTopic(String topic, AclOperation operation, String expected)
            throws CommandFailure, InterruptedException {
        try (WaitNotice waiting = waiting();
                Admin admin = AdminClients.create(client())) {
            admin.describeTopics(Set.of(topic)).allTopicNames().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "topic %s on %s does not exist (expected: %s)"
                                .formatted(topic, clients.brokers(), expected));
            }
            if (e.getCause() instanceof AuthorizationException) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "this user lacks %1$s on topic %2$s (expected: an ACL that allows %1$s on Topic %2$s)"
                                .formatted(
                                        operation == AclOperation.READ ? "Read" : "Write", topic));
            }
            throw failure(e);
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /**
     * Why a record was not written, and what to do.
     *
     * @param waited how long the brokers had for it
     */
    public String refusal(KafkaException e, String topic, Duration waited) {
        return e instanceof RecordTooLargeException
                ? "a record larger than topic %s on %s takes (expected: at most its max.message.bytes, with key and headers)"
                        .formatted(topic, clients.brokers())
                : BrokerErrors.explain(e, client(), waited.toSeconds());
    }

    /** One line that says what to look at. */
    public CommandFailure failure(Exception e) {
        KafkaException kafka =
                e instanceof KafkaException known
                        ? known
                        : e.getCause() instanceof KafkaException cause
                                ? cause
                                : new KafkaException(e);
        return new CommandFailure(
                ExitCode.FAILED,
                names.in(BrokerErrors.explain(kafka, client(), PATIENCE.toSeconds())));
    }
}
