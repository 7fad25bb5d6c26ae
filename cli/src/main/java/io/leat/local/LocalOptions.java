package io.leat.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code leat local} is asked for.
 *
 * @param file a SeldonDeployment; without one the bundled example runs
 * @param predictor which of its predictors
 * @param jobFlags options of the job, by name without the dashes
 * @param untilEnd whether to stop when what is in the topic now is processed
 * @param parallelism of the job; without one it follows cores and partitions
 * @param port of the web page, 0 for any that is free
 * @param stateDir where state is kept; without one in the user's state folder
 */
public record LocalOptions(
        Optional<String> file,
        Optional<String> predictor,
        Map<String, String> jobFlags,
        boolean untilEnd,
        OptionalInt parallelism,
        int port,
        Optional<Path> stateDir) {

    /** Whether the bundled example runs. */
    public boolean isExample() {
        return file.isEmpty();
    }
}
