// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import io.leat.options.settings.JobSettings.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is committed by one run of a job, of each of its predictors. */
public final class JobResults implements AutoCloseable {

    private final Map<String, RunResults> predictors = new LinkedHashMap<>();

    /** By predictor, once they have been counted. */
    private final Map<String, DeadLetterTally> letters = new LinkedHashMap<>();

    private final Map<String, Long> answers = new LinkedHashMap<>();

    private JobResults() {}

    /**
     * Counts from now on.
     *
     * @param client bootstrap servers and security
     * @param say takes a sentence, on threads of this object's
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     */
    public static JobResults start(Properties client, InferenceJob job, Consumer<String> say) {
        JobResults results = new JobResults();
        boolean several = job.predictors().size() > 1;
        for (PredictorPlan predictor : job.predictors()) {
            Topics topics = predictor.settings().topics();
            results.predictors.put(
                    predictor.name(),
                    RunResults.start(
                            client,
                            read(topics),
                            several ? predictor.name() : null,
                            topics.output(),
                            topics.deadLetters(),
                            several
                                    ? sentence -> say.accept(predictor.name() + ": " + sentence)
                                    : say));
        }
        return results;
    }

    private static Set<String> read(Topics topics) {
        return topics.feedback() == null
                ? Set.of(topics.input())
                : Set.of(topics.input(), topics.feedback());
    }

    /**
     * The dead letters that are committed now. To be called when no more will come.
     *
     * @return null if they could not be read to their end
     */
    public @Nullable DeadLetterTally deadLetters() throws InterruptedException {
        DeadLetterTally all = new DeadLetterTally();
        for (Map.Entry<String, RunResults> predictor : predictors.entrySet()) {
            DeadLetterTally own = predictor.getValue().deadLetters();
            if (own == null) {
                return null;
            }
            letters.put(predictor.getKey(), own);
            all.add(own);
        }
        return all;
    }

    /** Whether no predictions are written, so that there is none to count. */
    public boolean writesNone() {
        return predictors.values().stream().allMatch(RunResults::writesNone);
    }

    /**
     * How many predictions are committed now. To be called when no more will come, and once.
     *
     * @return nothing if they could not be read to their end
     */
    public OptionalLong answered() {
        long all = 0;
        for (Map.Entry<String, RunResults> predictor : predictors.entrySet()) {
            if (!predictor.getValue().writesNone()) {
                OptionalLong own = predictor.getValue().answered();
                if (own.isEmpty()) {
                    return own;
                }
                answers.put(predictor.getKey(), own.getAsLong());
                all += own.getAsLong();
            }
        }
        return OptionalLong.of(all);
    }

    /**
     * What each predictor has answered of what was counted: {@code main answered 90, dead letters
     * 0; canary answered 10, dead letters 0}. Empty where there is one.
     */
    public String shares() {
        return predictors.size() == 1
                ? ""
                : predictors.keySet().stream().map(this::share).collect(Collectors.joining("; "));
    }

    private String share(String predictor) {
        Long answered = answers.get(predictor);
        DeadLetterTally dead = letters.get(predictor);
        return "%s answered %s, dead letters %s"
                .formatted(
                        predictor,
                        Objects.requireNonNullElse(answered, "?"),
                        dead == null ? "?" : dead.words());
    }

    @Override
    public void close() {
        predictors.values().forEach(RunResults::close);
    }
}
