// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.metrics.GeneratedDoc;
import io.leat.options.catalog.LeatOptions;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The documentation of the options is made from their declarations: {@code docs/configuration.md}
 * is compared with what they say now, and rewritten with {@code -Dleat.docs.write=true}.
 */
class ConfigurationDocTest {

    private static final String INTRO =
            """
            <!-- Made from LeatOptions by ConfigurationDocTest: change it there, then run it with -Dleat.docs.write=true. -->
            # Options

            Every option can be stated in four places. The first that states it wins:

            1. the command line, `--flag VALUE`;
            2. the environment, under the variable's name;
            3. the SeldonDeployment: a variable of the same name in `svcOrchSpec.env` of the predictor, then the annotation of the predictor, then that of the deployment;
            4. the default.

            Certificates and secrets have no flag, because the list of processes would show it. Any other property of Kafka's clients can be stated as `KAFKA_CLIENT_…`, or as `--kafka-client PROPERTY=VALUE`, for example `KAFKA_CLIENT_FETCH_MIN_BYTES`; those that delivery rests on are refused by name.

            `./leat local` and `./leat validate` read all four; `./leat render` reads the SeldonDeployment alone, as its manifests must not depend on a terminal. `./leat local` embeds a broker where none of the four states one, and with `--embedded-broker` whatever they state.

            Words may be in any case, with or without their dashes: `at-least-once` is `AtLeastOnce`. An empty value counts as not stated. A wrong value is an error, never a reason to look further. All errors are reported together, before anything starts, with the key, the value, what was expected and where it stands.
            """;

    private static final String TABLE =
            """

            ## %s

            | Flag | Variable | Annotation | Value | Default | Meaning |
            |---|---|---|---|---|---|
            """;

    private static String generated() {
        return INTRO
                + LeatOptions.GROUPS.stream()
                        .map(ConfigurationDocTest::table)
                        .collect(Collectors.joining());
    }

    private static String table(OptionGroup group) {
        return TABLE.formatted(group.title())
                + group.options().stream()
                        .map(ConfigurationDocTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(Option<?> option) {
        String annotation =
                option.annotations().values().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .sorted()
                        .map(name -> "`" + name + "`")
                        .collect(Collectors.joining(", "));
        String fallback =
                option.fallback() == null ? option.fallbackNote() : "`" + option.fallback() + "`";
        return "| %s | `%s` | %s | %s | %s | %s |%n"
                .formatted(
                        option.flag().isEmpty() ? "" : "`--" + option.flag() + "`",
                        option.env(),
                        annotation,
                        option.type().expected(),
                        fallback,
                        option.description())
                .replace(System.lineSeparator(), "\n");
    }

    @Test
    void saysWhatTheOptionsAre() throws IOException {
        GeneratedDoc.assertSays("configuration.md", generated());
    }

    @Test
    void namesEveryOptionOnce() {
        assertThat(LeatOptions.ALL)
                .extracting(Option::flag)
                .filteredOn(flag -> !flag.isEmpty())
                .doesNotHaveDuplicates();
        assertThat(LeatOptions.ALL).extracting(Option::env).doesNotHaveDuplicates();
    }
}
