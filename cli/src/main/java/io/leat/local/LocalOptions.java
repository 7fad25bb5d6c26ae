// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.plan.JobArguments;
import io.leat.local.example.ExampleChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code leat local} is asked for.
 *
 * @param file a SeldonDeployment
 * @param draft the text of one that was made from other options, in place of a file; without either
 *     a bundled example runs
 * @param draftOptions those options and their values, by which {@code init} prints the draft
 * @param choice which example, without a file
 * @param predictor which of its predictors
 * @param broker which broker
 * @param arguments options of the job
 * @param untilEnd whether to stop when what is in the topic now is processed
 * @param allowDeadLetters whether that is done as asked for if some of it became dead letters
 * @param parallelism of the job; without one it follows cores and partitions
 * @param port of the web page, 0 for any that is free
 * @param stateDir where state is kept; without one in the user's state folder
 */
public record LocalOptions(
        Optional<String> file,
        Optional<String> draft,
        List<String> draftOptions,
        ExampleChoice choice,
        Optional<String> predictor,
        BrokerChoice broker,
        JobArguments arguments,
        boolean untilEnd,
        boolean allowDeadLetters,
        OptionalInt parallelism,
        int port,
        Optional<Path> stateDir) {

    /** The bundled example that runs; empty where the user's own deployment does. */
    public Optional<ExampleChoice> example() {
        return file.isEmpty() && draft.isEmpty() ? Optional.of(choice) : Optional.empty();
    }
}
