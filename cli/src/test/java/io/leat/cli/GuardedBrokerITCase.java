// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static io.leat.cli.GuardedBroker.allow;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.protocol.DeadLetterCode;
import io.leat.testing.kafka.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands against a broker with TLS and SASL. */
class GuardedBrokerITCase {

    @RegisterExtension static final TestBroker BROKER = GuardedBroker.create();

    private static final AtomicInteger NEXT = new AtomicInteger();

    @TempDir private Path folder;

    private final String source = "guarded-" + NEXT.incrementAndGet();
    private final String dead = source + "-dead";

    @BeforeEach
    void givenADeadLetter() throws Exception {
        Topics topics = new Topics(BROKER.servers());
        topics.create(source, dead);
        new Letters(topics, dead, source).send(0, 1, DeadLetterCode.MODEL_REJECTED);
    }

    private Ran leat(String... args) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), GuardedBroker.PASSWORD);
        return as(password, args);
    }

    private Ran as(Path password, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(
                List.of(
                        "--broker=" + BROKER.address(GuardedBroker.GUARDED),
                        "--security-protocol=SASL_PLAINTEXT",
                        "--sasl-mechanism=PLAIN",
                        "--sasl-username=" + GuardedBroker.USER,
                        "--sasl-password-file=" + password));
        return Ran.leat(all.toArray(String[]::new)).without(" so far");
    }

    /** What the documentation says redrive needs. */
    private List<AclBinding> permissions() {
        List<AclBinding> all = new ArrayList<>();
        all.add(allow(ResourceType.TOPIC, dead, AclOperation.READ));
        for (AclOperation operation :
                List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS)) {
            all.add(allow(ResourceType.TOPIC, dead + "-redriven", operation));
        }
        all.add(allow(ResourceType.TOPIC, dead + "-redriven", AclOperation.CREATE));
        all.add(allow(ResourceType.TOPIC, source, AclOperation.WRITE));
        all.add(allow(ResourceType.TOPIC, source, AclOperation.DESCRIBE_CONFIGS));
        all.add(allow(ResourceType.TRANSACTIONAL_ID, "leat-redrive/" + dead, AclOperation.WRITE));
        return all;
    }

    @Test
    void redrivesWithThePermissionsTheDocumentationNames() throws Exception {
        BROKER.permitOnly(permissions());

        Ran ran = leat("redrive", "--from", dead, "--until-end");

        assertThat(ran).isEqualTo(new Ran(0, List.of("redriven    1 to " + source), List.of()));
        assertThat(leat("dead-letters", "--from", dead).out())
                .first()
                .asString()
                .contains("1 dead letter, 1 of them redriven");
    }

    /** A permission that is not given. */
    enum Missing {
        DEAD_LETTERS(
                AclOperation.READ,
                "$dead",
                "this user lacks Read on topic $dead (expected: an ACL that allows Read on Topic $dead)"),
        LEDGER_READ(
                AclOperation.READ,
                "$dead-redriven",
                "this user lacks Read on topic $dead-redriven (expected: an ACL that allows Read on Topic $dead-redriven)"),
        LEDGER_WRITE(
                AclOperation.WRITE,
                "$dead-redriven",
                "this user lacks Write on topic $dead-redriven (expected: an ACL that allows Write on Topic $dead-redriven)"),
        LEDGER_CONFIGS(
                AclOperation.DESCRIBE_CONFIGS,
                "$dead-redriven",
                "this user lacks DescribeConfigs on topic $dead-redriven (expected: an ACL that allows DescribeConfigs on Topic $dead-redriven)"),
        LEDGER_CREATE(
                AclOperation.CREATE,
                "$dead-redriven",
                "this user lacks Create on topic $dead-redriven (expected: an ACL that allows Create on Topic $dead-redriven)"),
        SOURCE_WRITE(
                AclOperation.WRITE,
                "$source",
                "this user lacks Write on topic $source (expected: an ACL that allows Write on Topic $source)"),
        SOURCE_CONFIGS(
                AclOperation.DESCRIBE_CONFIGS,
                "$source",
                "this user lacks DescribeConfigs on topic $source (expected: an ACL that allows DescribeConfigs on Topic $source)"),
        TRANSACTIONS(
                AclOperation.WRITE,
                "leat-redrive/$dead",
                "this user may not write in transactions (expected: an ACL that allows Write on TransactionalId leat-redrive/$dead)");

        private final AclOperation operation;
        private final String resource;
        private final String message;

        Missing(AclOperation operation, String resource, String message) {
            this.operation = operation;
            this.resource = resource;
            this.message = message;
        }
    }

    private String named(String text) {
        return text.replace("$dead", dead).replace("$source", source);
    }

    @ParameterizedTest
    @EnumSource
    void needsEveryPermissionTheDocumentationNames(Missing missing) throws Exception {
        List<AclBinding> permissions = permissions();
        assertThat(
                        permissions.removeIf(
                                binding ->
                                        binding.entry().operation() == missing.operation
                                                && binding.pattern()
                                                        .name()
                                                        .equals(named(missing.resource))))
                .isTrue();
        BROKER.permitOnly(permissions);

        Ran ran = leat("redrive", "--from", dead, "--until-end");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).containsExactly("leat redrive: " + named(missing.message));
    }

    @Test
    void looksAtDeadLettersAndAtWhatWasRedriven() throws Exception {
        AclBinding letters = allow(ResourceType.TOPIC, dead, AclOperation.READ);
        BROKER.permitOnly(List.of(letters));

        Ran half = leat("dead-letters", "--from", dead, "--list");
        BROKER.permitOnly(
                List.of(letters, allow(ResourceType.TOPIC, dead + "-redriven", AclOperation.READ)));
        Ran whole = leat("dead-letters", "--from", dead, "--list");

        assertThat(half.err())
                .containsExactly(
                        "leat dead-letters: this user lacks Read on topic %s-redriven (expected: an ACL that allows Read on Topic %s-redriven)"
                                .formatted(dead, dead));
        assertThat(whole.exitCode()).isZero();
    }

    @Test
    void sendsAndWatches() throws Exception {
        BROKER.permitOnly(
                List.of(
                        allow(ResourceType.TOPIC, source, AclOperation.WRITE),
                        allow(ResourceType.TOPIC, source, AclOperation.READ)));
        String file = Files.writeString(folder.resolve("value"), "sesame").toString();

        assertThat(leat("send", "--topic", source, "--key=k", file).exitCode()).isZero();
        assertThat(leat("watch", "--topic", source, "--from-beginning", "--until-end").out())
                .contains("  sesame");
    }

    @ParameterizedTest
    @EnumSource(Command.class)
    void saysThatThePasswordIsWrong(Command command) throws Exception {
        Path guess = Files.writeString(folder.resolve("guess"), "guess");

        Ran ran = as(guess, command.args.replace("$topic", dead).split(" ", -1));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .containsExactly(
                        "leat %s: --sasl-username: the broker at %s refuses this user and password by PLAIN (expected: those of a user it knows)"
                                .formatted(
                                        command.args.split(" ", -1)[0],
                                        BROKER.address(GuardedBroker.GUARDED)));
    }

    /** Those that speak with a broker. */
    enum Command {
        SEND("send --topic $topic pom.xml"),
        WATCH("watch --topic $topic --until-end"),
        REDRIVE("redrive --from $topic --until-end"),
        DEAD_LETTERS("dead-letters --from $topic");

        private final String args;

        Command(String args) {
            this.args = args;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "send", "watch", "dead-letters", "redrive"})
    void saysWhichAddressTheBrokerGivesOfItself(String command) throws Exception {
        assertThat(refused(command, BROKER.address(GuardedBroker.AWAY)))
                .isEqualTo(
                        "--broker: the broker at %s says that it is at %s (advertised.listeners), which cannot be reached from here: unknown host (expected: addresses that this machine can reach; use another listener, or name or forward these)"
                                .formatted(
                                        BROKER.address(GuardedBroker.AWAY),
                                        GuardedBroker.ADVERTISED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "send", "watch", "dead-letters", "redrive"})
    void saysThatTheListenerAsksForSasl(String command) throws Exception {
        assertThat(refused(command, BROKER.address(GuardedBroker.GUARDED)))
                .startsWith(
                        "KAFKA_SECURITY_PROTOCOL: the broker at %s asks for SASL (PLAIN), and this client is PLAINTEXT"
                                .formatted(BROKER.address(GuardedBroker.GUARDED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "send", "watch", "dead-letters", "redrive"})
    void saysThatAnHttpServerListens(String command) throws Exception {
        try (SameModel model = SameModel.start()) {
            String address = "127.0.0.1:" + model.port();

            assertThat(refused(command, address))
                    .isEqualTo(
                            "--broker: what listens at %s is an HTTP server, no Kafka broker (expected: host and port of a Kafka broker's listener)"
                                    .formatted(address));
        }
    }

    /** What a command says to a broker, behind its own name. */
    private String refused(String command, String address) throws Exception {
        List<String> args =
                switch (command) {
                    case "local" ->
                            List.of(
                                    OwnDeployment.file(folder, OwnDeployment.yaml(1, source, dead)),
                                    "--port=0",
                                    "--state-dir=" + folder.resolve("state"));
                    case "send" ->
                            List.of(
                                    "--topic=" + source,
                                    Files.writeString(folder.resolve("record"), "{}").toString());
                    case "watch" -> List.of("--topic=" + source, "--until-end");
                    default -> List.of("--from=" + dead);
                };
        List<String> all = new ArrayList<>(List.of(command, "--broker=" + address));
        all.addAll(args);
        Ran ran =
                command.equals("local")
                        ? inItsOwnProcess(all)
                        : Ran.leat(all.toArray(String[]::new));
        assertThat(ran.exitCode()).isEqualTo(command.equals("local") ? 2 : 1);
        String start = "leat " + command + ": ";
        assertThat(ran.err()).singleElement().asString().startsWith(start);
        return ran.err().get(0).substring(start.length());
    }

    private static Ran inItsOwnProcess(List<String> args) throws Exception {
        try (LeatProcess leat = LeatProcess.start(args.toArray(String[]::new))) {
            return new Ran(leat.exitCode(), leat.out(), leat.err());
        }
    }
}
