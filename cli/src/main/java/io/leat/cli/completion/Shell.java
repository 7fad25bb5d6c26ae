// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.completion;

import picocli.AutoComplete;
import picocli.CommandLine;

/** A shell that completes what is typed. */
public enum Shell {
    bash,
    zsh,
    fish;

    /** The script that makes it do so for a command and those below it. */
    public String script(CommandLine command) {
        return switch (this) {
            // One script for both: under zsh it loads bashcompinit.
            case bash, zsh -> AutoComplete.bash(command.getCommandName(), command);
            case fish -> FishCompletion.of(command.getCommandSpec());
        };
    }
}
