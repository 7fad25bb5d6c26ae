// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.options.Option;
import io.leat.options.catalog.LeatOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code --help} shows of the job's options. */
class HelpTest {

    /** A page of a terminal, twice. */
    private static final int TWO_SCREENS = 100;

    private static String help(String command, String flag) {
        StringWriter out = new StringWriter();
        CommandLine leat = LeatCommand.commandLine().setUsageHelpWidth(200);
        assertThat(leat.setOut(new PrintWriter(out)).execute(command, flag)).isZero();
        return out.toString();
    }

    private static String help(String command) {
        return help(command, "--help-all");
    }

    static Set<String> commands() {
        return LeatCommand.commandLine().getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void statesExitCodesAndHowMuchIsSaid(String command) {
        assertThat(help(command, "-h"))
                .contains("Usage: leat " + command, "Exit codes:", "  0   ", "  2   ")
                .contains("-h, --help, --help-all", "-V, --version", "-q, --quiet")
                .contains("-v, --verbose");
    }

    /** Only what the arguments come to is built whole. */
    @Test
    void showsTheSameCommandsWhetherTheyAreBuiltOrNot() {
        Ran outlines = Ran.leat("--help");
        Ran whole = Ran.leat("help");

        assertThat(outlines).isEqualTo(whole);
        assertThat(outlines.text()).contains("  validate ", "  completion ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void areNamedInTheOutlineOfEveryCommand(String command) {
        assertThat(LeatCommand.commandLine(command).getSubcommands().keySet())
                .isEqualTo(commands());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isTheSameBehindTheCommandHelp(String command) {
        assertThat(help("help", command)).isEqualTo(help(command, "--help"));
        assertThat(Ran.leat(command, "--help")).isEqualTo(Ran.leat("help", command));
    }

    @Test
    void showsTheCommonOptionsOnTwoScreensAndSaysWhereTheOthersAre() {
        Ran local = Ran.leat("local", "--help");

        assertThat(local.out()).hasSizeLessThanOrEqualTo(TWO_SCREENS);
        assertThat(local.text())
                .contains("-b, --broker", "--until-end", "--delivery", "--batch-max-size")
                .doesNotContain("--ssl-ca-cert-file", "--breaker-wait");
        assertThat(local.text()).containsPattern("--help-all shows \\d+ more options");
        assertThat(help("local")).doesNotContain("more options");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send",
                "watch",
                "compare",
                "dead-letters",
                "redrive",
                "local",
                "init",
                "validate"
            })
    void namesTheBrokerAsKcatDoes(String command) {
        assertThat(help(command)).contains("-b, --broker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "watch", "dead-letters", "redrive"})
    void namesTheTopicAsKcatDoes(String command) {
        assertThat(help(command)).containsPattern("-t, (--from, )?--topic=TOPIC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "validate", "render", "dead-letters", "redrive"})
    void takesADeploymentByPositionAndByOption(String command) {
        assertThat(help(command)).contains("-f, --deployment=FILE").containsPattern("\\[?FILE");
    }

    @Test
    void showsTheOptionsInTheGroupsOfTheDocumentation() {
        List<String> titles =
                LeatOptions.GROUPS.stream().map(group -> group.title() + ":").toList();

        assertThat(help("local").lines().filter(titles::contains)).isEqualTo(titles);
        assertThat(help("local"))
                .containsSubsequence(
                        "--until-end",
                        "Kafka:",
                        "--kafka-client",
                        "Delivery:",
                        "--delivery",
                        "Batching:");
    }

    @Test
    void showsEachOptionOnceWithItsDefaultAndItsVariable() {
        String help = help("local");
        List<String> first =
                help.lines()
                        .map(
                                line ->
                                        line.strip()
                                                .replaceFirst("^-\\w, ", "")
                                                .split("[=\\[ ]", 2)[0])
                        .toList();

        assertThat(LeatOptions.ALL)
                .map(Option::flag)
                .filteredOn(flag -> !flag.isEmpty())
                .allSatisfy(flag -> assertThat(first).containsOnlyOnce("--" + flag));
        assertThat(help.replaceAll("\\s+", " "))
                .contains("(default: 5; LEAT_RETRY_ATTEMPTS)", "(KAFKA_OUTPUT_TOPIC)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "init"})
    void showsHowAModelIsStated(String command) {
        assertThat(help(command))
                .containsSubsequence("--model=[NAME=]URL", "--model-name=NAME", "Kafka:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "watch", "dead-letters", "redrive"})
    void showsWhatReachesTheBrokersApartFromTheCommandsOwnOptions(String command) {
        assertThat(help(command)).containsSubsequence("Kafka:", "--kafka-client");
        assertThat(help(command)).doesNotContain("Delivery:");
    }
}
