// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.deployment.EnvVar;
import io.leat.deployment.Predictor;
import io.leat.options.Option;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource.Stated;
import io.leat.options.catalog.LeatOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a shadow writes out of the topics of the predictors it stands beside. Their topics are
 * those that the document states for them; where it states none, what the command line or the
 * environment states holds for all predictors.
 *
 * @param shadow its name
 * @param variables of its {@code svcOrchSpec.env}
 * @param beside the predictors that are no shadows
 */
public record ShadowTopics(String shadow, List<EnvVar> variables, List<Predictor> beside) {

    /** For a predictor that is no shadow: whatever it writes to is right. */
    public static final ShadowTopics NONE = new ShadowTopics("", List.of(), List.of());

    private static final String SUFFIX = "-shadow";

    public ShadowTopics {
        variables = List.copyOf(variables);
        beside = List.copyOf(beside);
    }

    /**
     * Those of a predictor, whether it is a shadow or not.
     *
     * @param primaries the predictors of its deployment that are no shadows
     */
    public static ShadowTopics of(Predictor predictor, List<Predictor> primaries) {
        return predictor.shadow()
                ? new ShadowTopics(predictor.name(), predictor.orchestratorEnv(), primaries)
                : NONE;
    }

    boolean isNone() {
        return shadow.isEmpty();
    }

    /**
     * The output topic: that of the other predictor with a suffix, unless one of its own is stated.
     *
     * @return null where it is missing or wrong, which is a problem noted, or not known here
     */
    public @Nullable String output(OptionReader reader) {
        Stated stated = beside.isEmpty() ? null : reader.find(LeatOptions.OUTPUT_TOPIC);
        if (stated == null && !beside.isEmpty()) {
            String first = stated(beside.get(0), LeatOptions.OUTPUT_TOPIC);
            return first == null ? reader.read(LeatOptions.OUTPUT_TOPIC) : first + SUFFIX;
        }
        String own = reader.read(LeatOptions.OUTPUT_TOPIC);
        boolean same = false;
        for (Predictor other : beside) {
            same |= isOutputOf(other, own, reader);
        }
        return same && own != null ? own + SUFFIX : own;
    }

    /** What the dead-letter topic is named after where no predictions are written. */
    @Nullable String withoutOutput(@Nullable String input) {
        return beside.isEmpty() || input == null ? input : input + SUFFIX;
    }

    private boolean isOutputOf(Predictor other, @Nullable String own, OptionReader reader) {
        EnvVar theirs = variable(other.orchestratorEnv(), LeatOptions.OUTPUT_TOPIC);
        EnvVar mine = variable(variables, LeatOptions.OUTPUT_TOPIC);
        if (theirs == null) {
            return own != null && (mine == null || !own.equals(mine.value()));
        }
        if (text(theirs) != null) {
            return own != null && own.equals(text(theirs));
        }
        if (theirs.equals(mine)) {
            return true;
        }
        reader.problem(
                "%s of predictor %s is a reference, so that it cannot be seen whether shadow %s writes elsewhere (expected: both as text, or the same reference for both: the shadow then writes to that topic with %s at its end)"
                        .formatted(LeatOptions.OUTPUT_TOPIC.env(), other.name(), shadow, SUFFIX),
                LeatOptions.OUTPUT_TOPIC);
        return false;
    }

    /** Notes what must not be, once it is known what the shadow writes to. */
    void check(
            OptionReader reader,
            @Nullable String input,
            @Nullable String output,
            @Nullable String deadLetters) {
        for (Predictor other : beside) {
            String theirs = stated(other, LeatOptions.OUTPUT_TOPIC);
            refuse(reader, LeatOptions.OUTPUT_TOPIC, output, "output topic", theirs, other);
            refuse(
                    reader,
                    LeatOptions.DEAD_LETTER_TOPIC,
                    deadLetters,
                    "output topic",
                    theirs,
                    other);
            String letters = deadLetters(other, theirs, reader);
            String kind = "dead-letter topic";
            refuse(reader, LeatOptions.OUTPUT_TOPIC, output, kind, letters, other);
            refuse(reader, LeatOptions.DEAD_LETTER_TOPIC, deadLetters, kind, letters, other);
            sameReference(reader, other);
        }
        sameInput(reader, input);
    }

    private void refuse(
            OptionReader reader,
            Option<String> option,
            @Nullable String own,
            String kind,
            @Nullable String theirs,
            Predictor other) {
        if (own != null && own.equals(theirs)) {
            reader.problem(
                    "%s is \"%s\", the %s of predictor %s (expected: a topic that only shadow %s writes to)"
                            .formatted(option.env(), own, kind, other.name(), shadow),
                    option);
        }
    }

    private void sameReference(OptionReader reader, Predictor other) {
        EnvVar theirs = variable(other.orchestratorEnv(), LeatOptions.DEAD_LETTER_TOPIC);
        if (theirs != null
                && text(theirs) == null
                && theirs.equals(variable(variables, LeatOptions.DEAD_LETTER_TOPIC))) {
            reader.problem(
                    "%s is the reference that predictor %s has too (expected: a topic that only shadow %s writes to; without it %s)"
                            .formatted(
                                    LeatOptions.DEAD_LETTER_TOPIC.env(),
                                    other.name(),
                                    shadow,
                                    JobSettings.Topics.deadLettersBeside("<output topic>")),
                    LeatOptions.DEAD_LETTER_TOPIC);
        }
    }

    /** That of a predictor beside the shadow, or null where it is not known here. */
    private @Nullable String deadLetters(
            Predictor other, @Nullable String output, OptionReader reader) {
        EnvVar theirs = variable(other.orchestratorEnv(), LeatOptions.DEAD_LETTER_TOPIC);
        if (theirs != null) {
            return text(theirs);
        }
        Stated forAll = reader.find(LeatOptions.DEAD_LETTER_TOPIC);
        if (forAll != null && variable(variables, LeatOptions.DEAD_LETTER_TOPIC) == null) {
            return forAll.text();
        }
        return output == null ? null : JobSettings.Topics.deadLettersBeside(output);
    }

    private void sameInput(OptionReader reader, @Nullable String input) {
        List<String> theirs =
                beside.stream()
                        .map(other -> stated(other, LeatOptions.INPUT_TOPIC))
                        .map(topic -> topic == null ? "" : topic)
                        .toList();
        if (input != null && !theirs.isEmpty() && !theirs.contains("") && !theirs.contains(input)) {
            reader.warn(
                    "%s is \"%s\", which no other predictor reads (%s): shadow %s answers other records than they do"
                            .formatted(
                                    LeatOptions.INPUT_TOPIC.env(),
                                    input,
                                    String.join(", ", theirs),
                                    shadow),
                    LeatOptions.INPUT_TOPIC);
        }
    }

    /** What the document states for a predictor; null where it does not, or another object does. */
    private static @Nullable String stated(Predictor of, Option<String> option) {
        EnvVar variable = variable(of.orchestratorEnv(), option);
        return variable == null ? null : text(variable);
    }

    /** The last of a name, as in a container; one without a value counts as none. */
    private static @Nullable EnvVar variable(List<EnvVar> variables, Option<String> option) {
        EnvVar found = null;
        for (EnvVar variable : variables) {
            boolean blank = variable.value() != null && variable.value().isBlank();
            if (variable.name().equals(option.env())) {
                found = blank ? null : variable;
            }
        }
        return found;
    }

    /** Kubernetes puts other variables of the container in the place of $(NAME). */
    private static @Nullable String text(EnvVar variable) {
        String value = variable.value();
        return value == null || value.contains("$(") ? null : value.trim();
    }
}
