// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import io.leat.options.Option;
import io.leat.options.OptionGroup;
import io.leat.options.catalog.LeatOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The job's command line.
 *
 * @param flags everything stated, by name without the dashes; properties of Kafka's clients as
 *     {@code kafka-client.<property>}
 * @param others what the user has written in place of some of these flags, by flag: {@code
 *     model-tls} may be stated by {@code --model https://host}
 */
public record JobArguments(Map<String, String> flags, Map<String, String> others) {

    private static final String CLIENT_PROPERTY = "kafka-client";

    /** As kcat has it, in every command. */
    private static final Map<String, String> SHORT_NAMES = Map.of(LeatOptions.BROKER.flag(), "-b");

    /** The file with the SeldonDeployment. */
    public static final String DEPLOYMENT = "deployment";

    /** The SeldonDeployment itself, in the place of a file. */
    public static final String DEPLOYMENT_TEXT = "deployment-text";

    public static final String PREDICTOR = "predictor";

    /** Whose variables are read of an environment that several jobs share. */
    public static final String VARIABLES_OF = "variables-of";

    /** What an ENGINE_PREDICTOR does not say of itself, under the names of v1's executor. */
    static final String DEPLOYMENT_NAME = "sdep";

    static final String NAMESPACE = "namespace";
    static final String PROTOCOL = "protocol";
    static final String TRANSPORT = "transport";

    public JobArguments {
        flags = Map.copyOf(flags);
        others = Map.copyOf(others);
    }

    /** A command line on which every flag stands itself. */
    public JobArguments(Map<String, String> flags) {
        this(flags, Map.of());
    }

    /** The same with one flag more, or another value for it. */
    public JobArguments with(String flag, String value) {
        return with(flag, value, "--" + flag);
    }

    /**
     * The same.
     *
     * @param stated what the user has written in its place
     */
    public JobArguments with(String flag, String value, String stated) {
        Map<String, String> moreFlags = new HashMap<>(flags);
        moreFlags.put(flag, value);
        Map<String, String> moreOthers = new HashMap<>(others);
        moreOthers.put(flag, stated);
        return new JobArguments(moreFlags, moreOthers);
    }

    public boolean states(Option<?> option) {
        return flags.containsKey(option.flag());
    }

    /** The name that the job's variables end with; empty where the environment is its own. */
    public String variablesOf() {
        return flags.getOrDefault(VARIABLES_OF, "");
    }

    /** What the user has written to state a flag. */
    public String statedAs(String flag) {
        return others.getOrDefault(flag, "--" + flag);
    }

    @Nullable String get(String flag) {
        return flags.get(flag);
    }

    /** Properties of Kafka's clients, by Kafka's names. */
    public Map<String, String> clientProperties() {
        String prefix = CLIENT_PROPERTY + ".";
        Map<String, String> properties = new HashMap<>();
        flags.forEach(
                (flag, value) -> {
                    if (flag.startsWith(prefix)) {
                        properties.put(flag.substring(prefix.length()), value);
                    }
                });
        return properties;
    }

    /** Adds every option of the job to a command of its own or another's. */
    public static void addOptions(CommandSpec command) {
        addOptions(command, LeatOptions.ALL);
    }

    /** Adds those that reach the brokers. */
    public static void addConnection(CommandSpec command) {
        addOptions(command, LeatOptions.CONNECTION);
    }

    private static void addOptions(CommandSpec command, List<Option<?>> options) {
        for (Option<?> option : options) {
            if (!option.flag().isEmpty()) {
                command.addOption(
                        option.isSwitch()
                                ? switchSpec(option.flag(), help(option))
                                : spec(option.flag(), "VALUE", help(option)));
            }
        }
        command.addOption(
                OptionSpec.builder("--" + CLIENT_PROPERTY)
                        .type(Map.class)
                        .auxiliaryTypes(String.class, String.class)
                        .paramLabel("PROPERTY=VALUE")
                        .description("A property of Kafka's own clients; may be repeated.")
                        .build());
    }

    /** Whether an option of a command is one of the job's that this group shows. */
    public static boolean isShownIn(OptionGroup group, OptionSpec option) {
        String flag = option.longestName().substring(2);
        return group.options().stream().anyMatch(each -> each.flag().equals(flag))
                || (isClientProperty(option) && group.equals(LeatOptions.KAFKA));
    }

    /** Whether an option of a command states properties of Kafka's clients. */
    public static boolean isClientProperty(OptionSpec option) {
        return option.longestName().equals("--" + CLIENT_PROPERTY);
    }

    /** What it means, its default and its variable. */
    private static String help(Option<?> option) {
        String fallback = option.fallback() == null ? option.fallbackNote() : option.fallback();
        String otherwise =
                fallback.isEmpty() || option.isRequired() ? "" : "default: " + fallback + "; ";
        return option.description().replace("`", "") + " (" + otherwise + option.env() + ")";
    }

    /** What was stated, by the names of the options. */
    public static Map<String, String> stated(ParseResult parsed) {
        Map<String, String> flags = new HashMap<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            String flag = option.longestName().substring(2);
            if (flag.equals(CLIENT_PROPERTY)) {
                option.<Map<String, String>>getValue()
                        .forEach((name, value) -> flags.put(flag + "." + name, value));
            } else {
                flags.put(flag, option.getValue() == null ? "" : option.getValue().toString());
            }
        }
        return flags;
    }

    public static JobArguments parse(String... args) throws ConfigurationException {
        CommandSpec command = CommandSpec.create().name("leat-flink-job.jar");
        command.addOption(spec(DEPLOYMENT, "FILE", "A file with a SeldonDeployment."));
        command.addOption(
                spec(DEPLOYMENT_TEXT, "YAML", "The SeldonDeployment itself, instead of a file."));
        command.addOption(spec(PREDICTOR, "NAME", "Which of its predictors to run."));
        command.addOption(
                spec(
                        VARIABLES_OF,
                        "NAME",
                        "Read of the environment only the variables that end with __NAME, where"
                                + " several jobs share one."));
        command.addOption(spec(DEPLOYMENT_NAME, "NAME", "With ENGINE_PREDICTOR: its deployment."));
        command.addOption(spec(NAMESPACE, "NAME", "With ENGINE_PREDICTOR: its namespace."));
        command.addOption(spec(PROTOCOL, "NAME", "With ENGINE_PREDICTOR: its protocol."));
        command.addOption(spec(TRANSPORT, "NAME", "With ENGINE_PREDICTOR: its transport."));
        addOptions(command);
        try {
            return new JobArguments(stated(new CommandLine(command).parseArgs(args)));
        } catch (ParameterException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    private static OptionSpec spec(String flag, String label, String description) {
        String[] names =
                SHORT_NAMES.containsKey(flag)
                        ? new String[] {SHORT_NAMES.get(flag), "--" + flag}
                        : new String[] {"--" + flag};
        return OptionSpec.builder(names)
                .type(String.class)
                .paramLabel(label)
                .description(description.replace("%", "%%"))
                .build();
    }

    /** A value may follow, but what is neither true nor false is the next argument. */
    private static OptionSpec switchSpec(String flag, String description) {
        return OptionSpec.builder("--" + flag)
                .type(Boolean.class)
                .arity("0..1")
                .fallbackValue("true")
                .description(description.replace("%", "%%"))
                .build();
    }
}
