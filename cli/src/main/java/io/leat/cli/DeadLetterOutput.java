package io.leat.cli;

import io.leat.deadletter.DeadLetterScan;

/** A form in which dead letters are printed. */
interface DeadLetterOutput extends DeadLetterScan.Finder {

    /** To be called when all was found. */
    void end();
}
