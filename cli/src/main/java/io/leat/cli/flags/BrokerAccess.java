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
import io.leat.options.StatedNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
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

    private BrokerAccess(KafkaClients clients, StatedNames names) {
        this.clients = clients;
        this.names = names;
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
                JobLoader.names(arguments, environment));
    }

    /** The topic of a command that needs one; none ends the command. */
    public static String topic(CommandSpec command, @Nullable String stated) {
        if (stated == null) {
            throw new ParameterException(
                    command.commandLine(), "--topic is missing (expected: the name of a topic)");
        }
        return stated;
    }

    /**
     * Looks at certificates and keys first, of which a broker says little, and at what listens at
     * its address.
     *
     * @param names what the user has written for the options, for messages
     * @throws ConfigurationException with every problem there is
     * @throws CommandFailure if what listens there is no broker to be spoken to so
     */
    public static BrokerAccess of(KafkaClients clients, StatedNames names)
            throws ConfigurationException, CommandFailure {
        List<String> problems = new IdentityCheck(Instant.now()).problems(clients.security());
        if (!problems.isEmpty()) {
            throw new ConfigurationException(names.in(problems));
        }
        BrokerAccess access = new BrokerAccess(clients, names);
        Optional<String> wrong = BrokerDiagnosis.wrongListener(access.client());
        if (wrong.isPresent()) {
            throw new CommandFailure(ExitCode.FAILED, names.in(wrong.get()));
        }
        return access;
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
    public void requireAnswer() throws CommandFailure, InterruptedException {
        try (Admin admin = AdminClients.create(client())) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException | KafkaException e) {
            throw failure(e);
        }
    }

    /** Looks first, so that what is missing is said by its name. */
    public void requireTopic(String topic) throws CommandFailure, InterruptedException {
        try (Admin admin = AdminClients.create(client())) {
            admin.describeTopics(Set.of(topic)).allTopicNames().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "topic %1$s on %2$s does not exist (expected: an existing topic; create it with kafka-topics.sh --create --topic %1$s, or correct the name)"
                                .formatted(topic, clients.brokers()));
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
