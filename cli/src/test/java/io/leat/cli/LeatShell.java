// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A shell in a folder with a {@code ./leat} of its own, in which a user pastes commands. Local runs
 * have their web page at any free port, and their state in the folder.
 */
final class LeatShell {

    private final Path folder;

    private LeatShell(Path folder) {
        this.folder = folder;
    }

    static LeatShell in(Path folder) throws IOException {
        Path leat = folder.resolve("leat");
        Files.writeString(
                leat,
                """
                #!/bin/sh
                [ "$1" = local ] && shift && set -- local --port=0 --parallelism=1 "$@"
                exec '%s' -Xmx768m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 %s "$@"
                """
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                LeatCommand.class.getName()));
        Files.setPosixFilePermissions(leat, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new LeatShell(folder);
    }

    /** Starts a command line that goes on. */
    LeatProcess start(String line) throws IOException {
        ProcessBuilder shell = new ProcessBuilder(List.of("sh", "-c", "exec " + line));
        return start(shell);
    }

    /** Runs a command line to its end, and gives what it has printed. */
    List<String> run(String line) throws IOException, InterruptedException {
        try (LeatProcess shell = start(new ProcessBuilder(List.of("sh", "-c", line)))) {
            shell.assertExits(0);
            return shell.out();
        }
    }

    private LeatProcess start(ProcessBuilder shell) throws IOException {
        shell.directory(new File(folder.toString()));
        shell.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        return LeatProcess.start(shell);
    }
}
