// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import io.leat.deadletter.DeadLetterScan;

/** A form in which dead letters are printed. */
public interface DeadLetterOutput extends DeadLetterScan.Finder {

    /** To be called when all was found. */
    void end();
}
