// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.JobLoader;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.options.Option;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.access.ClientProperties;
import io.leat.options.catalog.LeatOptions;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The broker of a local run: the one that is stated, wherever it is, else one in this process.
 *
 * @param stated null where none is
 */
record LocalBroker(boolean embedded, OptionSource.@Nullable Stated stated) {

    private static final Set<String> CONNECTION =
            LeatOptions.CONNECTION.stream().map(Option::env).collect(Collectors.toSet());

    /** Properties of Kafka's clients that are about TLS and SASL. */
    private static final Pattern SECURITY = Pattern.compile("(sasl|ssl)\\.");

    /**
     * Which it is.
     *
     * @throws ConfigurationException if what is stated contradicts itself
     */
    static LocalBroker of(
            LocalOptions options, Map<String, String> environment, PredictorSelection selection)
            throws ConfigurationException {
        JobArguments arguments = options.arguments();
        // The broker of the bundled example is a placeholder.
        OptionSource.Stated stated =
                options.example().isPresent()
                        ? new OptionReader(JobLoader.overrides(arguments, environment).sources())
                                .find(LeatOptions.BROKER)
                        : JobLoader.find(LeatOptions.BROKER, selection, arguments, environment);
        LocalBroker broker = new LocalBroker(options.broker().embedded() || stated == null, stated);
        broker.check(options);
        return broker;
    }

    private void check(LocalOptions options) throws ConfigurationException {
        if (!embedded && options.broker().port().isPresent()) {
            throw new ConfigurationException(
                    "--broker-port is that of the embedded broker (expected: --embedded-broker beside it, in place of the broker that is stated) [from %s]"
                            .formatted(origin()));
        }
        for (Option<?> option : LeatOptions.CONNECTION) {
            if (embedded && options.arguments().states(option)) {
                throw new ConfigurationException(
                        "--%s with an embedded broker (expected: none, or --broker with the broker that is reached so)"
                                .formatted(option.flag()));
            }
        }
    }

    /** Whether a variable says where a broker is or how it is reached: of no use to ours. */
    static boolean isVariableOfAnother(String variable) {
        return CONNECTION.contains(variable)
                || (ClientProperties.isNamedBy(variable)
                        && SECURITY.matcher(ClientProperties.property(variable)).lookingAt());
    }

    private String origin() {
        return stated == null ? "" : stated.origin();
    }

    /** What to do where the stated broker does not answer. */
    String advice() {
        return "start that broker, or run with --embedded-broker in its place [from %s]"
                .formatted(origin());
    }

    /** What stands behind its address. */
    String note() {
        if (!embedded) {
            return "";
        }
        return stated == null
                ? " (embedded; --broker takes another)"
                : " (embedded, in place of %s)".formatted(stated.text());
    }
}
