// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** A command of the machine's that is run to its end. */
public final class SystemCommand {

    private SystemCommand() {}

    /**
     * Whether it is there and ends with 0; what it prints is thrown away.
     *
     * @param errors where its complaints go
     */
    public static boolean succeeds(Redirect errors, String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(errors)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
