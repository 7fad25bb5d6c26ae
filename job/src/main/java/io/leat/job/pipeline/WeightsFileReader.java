// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.StatedWeights;
import io.leat.job.plan.WeightsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the weights that a deployment file states, whenever it is looked at and has changed. What
 * cannot be used is said once, and the weights stay. The content is compared, and not the time of
 * the file: Kubernetes swaps a folder that is named by a link. Used by one thread at a time.
 */
final class WeightsFileReader {

    private static final Logger LOG = LoggerFactory.getLogger(WeightsFileReader.class);

    private final WeightsFile file;
    private final LiveWeights weights;

    /** What was acted upon last. */
    private String known = "";

    /** What was there at the last look, and may be half of what is being written. */
    private @Nullable String last;

    private String rest;
    private boolean missing;

    WeightsFileReader(WeightsFile file, LiveWeights weights) {
        this.file = file;
        this.weights = weights;
        this.rest = file.rest();
    }

    /** Goes by what is there now. */
    void begin() {
        String text = read();
        if (text != null) {
            use(text);
        }
    }

    /** Goes by what is there now if it was there at the last look too, and so is whole. */
    void look() {
        String text = read();
        if (text != null && !text.equals(known) && text.equals(last)) {
            use(text);
        }
        last = text;
    }

    private @Nullable String read() {
        try {
            String text = Files.readString(Path.of(file.path()), StandardCharsets.UTF_8);
            missing = false;
            return text;
        } catch (IOException e) {
            if (!missing) {
                missing = true;
                LOG.warn(
                        "{} {}: the weights stay at {} (expected: the deployment file, readable on"
                                + " every TaskManager; weights in it change while the job runs)",
                        file.path(),
                        e instanceof NoSuchFileException
                                ? "is not there"
                                : "cannot be read (" + e.getClass().getSimpleName() + ")",
                        weights);
            }
            return null;
        }
    }

    private void use(String text) {
        known = text;
        try {
            StatedWeights stated = StatedWeights.read(text, file.path());
            set(stated.of(weights.predictors()));
            compareRest(stated.rest());
        } catch (ConfigurationException e) {
            LOG.warn(
                    "{}: the weights stay at {}, as what it says cannot be used: {}",
                    file.path(),
                    weights,
                    e.problems().stream().map(this::withoutPath).collect(Collectors.joining("; ")));
        }
    }

    private String withoutPath(String problem) {
        String prefix = file.path() + ": ";
        return problem.startsWith(prefix) ? problem.substring(prefix.length()) : problem;
    }

    private void set(List<Integer> percents) {
        if (!percents.equals(weights.percents())) {
            String before = weights.toString();
            weights.set(percents);
            LOG.info(
                    "weights are {} from now on, as {} says; before: {}",
                    weights,
                    file.path(),
                    before);
        }
    }

    private void compareRest(String now) {
        if (!now.equals(rest)) {
            rest = now;
            if (!now.equals(file.rest())) {
                LOG.warn(
                        "{} has changed in more than weights: that takes effect when the job is"
                                + " started again",
                        file.path());
            }
        }
    }
}
