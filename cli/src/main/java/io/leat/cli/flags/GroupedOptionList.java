// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import io.leat.job.plan.JobArguments;
import io.leat.options.OptionGroup;
import io.leat.options.catalog.LeatOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The options in a command's help: its own first, then those of the job below the headings of their
 * groups.
 */
public final class GroupedOptionList implements IHelpSectionRenderer {

    private GroupedOptionList() {}

    public static void showIn(CommandSpec command) {
        command.usageMessage().abbreviateSynopsis(true); // all of them would hide the rest
        command.commandLine()
                .getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new GroupedOptionList());
    }

    @Override
    public String render(Help help) {
        List<OptionSpec> own = new ArrayList<>(help.commandSpec().options());
        StringBuilder groups = new StringBuilder();
        for (OptionGroup group : LeatOptions.GROUPS) {
            List<OptionSpec> shown =
                    own.stream().filter(option -> JobArguments.isShownIn(group, option)).toList();
            own.removeAll(shown);
            if (!shown.isEmpty()) {
                groups.append('\n').append(group.title()).append(":\n").append(list(help, shown));
            }
        }
        return list(help, own) + groups;
    }

    /** In columns that are as wide in every group. */
    private static String list(Help help, List<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout();
        layout.addOptions(options, help.parameterLabelRenderer());
        return layout.toString();
    }
}
