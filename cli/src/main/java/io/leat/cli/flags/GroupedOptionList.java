// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import io.leat.job.plan.JobArguments;
import io.leat.options.OptionGroup;
import io.leat.options.catalog.BatchOptions;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.SecurityOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The options in a command's help: its own first, then those of the job below the headings of their
 * groups, then those of every command. {@code --help} leaves out the job's rare ones, {@code
 * --help-all} shows them all.
 */
public final class GroupedOptionList implements IHelpSectionRenderer {

    /** Those of the job that a first deployment needs, by name without the dashes. */
    private static final Set<String> COMMON =
            List.of(
                            LeatOptions.BROKER,
                            LeatOptions.INPUT_TOPIC,
                            LeatOptions.OUTPUT_TOPIC,
                            LeatOptions.DEAD_LETTER_TOPIC,
                            SecurityOptions.PROTOCOL,
                            LeatOptions.DELIVERY,
                            LeatOptions.MAX_IN_FLIGHT,
                            LeatOptions.CHECKPOINT_INTERVAL,
                            LeatOptions.CALL_TIMEOUT,
                            BatchOptions.SIZE)
                    .stream()
                    .map(option -> "--" + option.flag())
                    .collect(Collectors.toSet());

    /** Commands' own options that only {@code --help-all} shows. */
    private static final Set<String> RARE = Set.of("--name", "--predictor", "--transport");

    private GroupedOptionList() {}

    public static void showIn(CommandSpec command) {
        command.usageMessage().abbreviateSynopsis(true); // all of them would hide the rest
        command.commandLine()
                .getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new GroupedOptionList());
    }

    @Override
    public String render(Help help) {
        CommandSpec command = help.commandSpec();
        boolean all = StandardFlags.isHelpForAll(command);
        List<OptionSpec> own = new ArrayList<>(command.options());
        List<OptionSpec> standard =
                own.stream().filter(option -> StandardFlags.isOne(command, option)).toList();
        own.removeAll(standard);
        StringBuilder groups = new StringBuilder();
        int rare = 0;
        for (OptionGroup group : LeatOptions.GROUPS) {
            List<OptionSpec> ofGroup =
                    own.stream().filter(option -> JobArguments.isShownIn(group, option)).toList();
            own.removeAll(ofGroup);
            List<OptionSpec> shown =
                    ofGroup.stream().filter(option -> all || isCommon(option)).toList();
            if (!shown.isEmpty()) {
                groups.append('\n').append(group.title()).append(":\n").append(list(help, shown));
            }
            rare += ofGroup.size() - shown.size();
        }
        List<OptionSpec> common =
                own.stream().filter(each -> all || !RARE.contains(each.longestName())).toList();
        rare += own.size() - common.size();
        String hidden = rare == 0 ? "" : "\n--help-all shows %d more options.\n".formatted(rare);
        String general = standard.isEmpty() ? "" : "\nGeneral:\n" + list(help, standard);
        return list(help, common) + groups + general + hidden;
    }

    private static boolean isCommon(OptionSpec option) {
        return COMMON.contains(option.longestName()) || JobArguments.isClientProperty(option);
    }

    /** In columns that are as wide in every group. */
    private static String list(Help help, List<OptionSpec> options) {
        if (options.isEmpty()) {
            return "";
        }
        Help.Layout layout = help.createDefaultLayout();
        layout.addOptions(options, help.parameterLabelRenderer());
        return layout.toString();
    }
}
