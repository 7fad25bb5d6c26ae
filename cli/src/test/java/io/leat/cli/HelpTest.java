// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.options.Option;
import io.leat.options.catalog.LeatOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code --help} shows of the job's options. */
class HelpTest {

    private static String help(String command) {
        CommandLine line = LeatCommand.commandLine().getSubcommands().get(command);
        return line.setUsageHelpWidth(200).getUsageMessage(CommandLine.Help.Ansi.OFF);
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
        List<String> first = help.lines().map(line -> line.strip().split("[=\\[ ]", 2)[0]).toList();

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
