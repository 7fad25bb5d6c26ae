// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.codec.Codecs;
import io.leat.deployment.Predictor;
import io.leat.graph.Node;
import io.leat.options.OptionReader;
import io.leat.options.catalog.LeatOptions;
import io.leat.protocol.UnitMethod;
import org.jspecify.annotations.Nullable;

/** Which predictors can be given feedback. */
public final class FeedbackRules {

    private FeedbackRules() {}

    /**
     * The topic of feedback.
     *
     * @return null where none is read, as by a shadow, whose answers are given to no user
     */
    static @Nullable String topic(OptionReader reader, ShadowTopics shadow) {
        return shadow.isNone() ? reader.read(LeatOptions.FEEDBACK_TOPIC) : null;
    }

    /** Notes a feedback topic that the predictor can do nothing with, and what waits for one. */
    public static void check(Predictor predictor, OptionReader reader) {
        if (reader.find(LeatOptions.FEEDBACK_TOPIC) == null) {
            warnOfMethods(predictor.graph(), reader);
        } else if (predictor.shadow()) {
            shadow(predictor, reader);
        } else if (Codecs.feedback(predictor.protocol(), predictor.transport()) == null) {
            reader.problem(
                    "%s: protocol %s of predictor %s has no call for feedback (expected: no feedback topic, or protocol seldon)"
                            .formatted(
                                    reader.name(LeatOptions.FEEDBACK_TOPIC),
                                    predictor.protocol().wire(),
                                    predictor.name()),
                    LeatOptions.FEEDBACK_TOPIC);
        } else if (!isTaken(predictor.graph())) {
            reader.problem(
                    "%s: no node of predictor %s takes feedback (expected: a MODEL or ROUTER that is called, or a node whose methods list SEND_FEEDBACK)"
                            .formatted(reader.name(LeatOptions.FEEDBACK_TOPIC), predictor.name()),
                    LeatOptions.FEEDBACK_TOPIC);
        }
    }

    /** What the deployment or the command line states may be meant for the others. */
    private static void shadow(Predictor predictor, OptionReader reader) {
        boolean isOwn =
                predictor.orchestratorEnv().stream()
                        .anyMatch(each -> each.name().equals(LeatOptions.FEEDBACK_TOPIC.env()));
        if (isOwn) {
            reader.warn(
                    "%s: shadow %s reads no feedback, as its answers are given to no user"
                            .formatted(reader.name(LeatOptions.FEEDBACK_TOPIC), predictor.name()),
                    LeatOptions.FEEDBACK_TOPIC);
        }
    }

    private static boolean isTaken(Node node) {
        return node.takesFeedback() || node.children().stream().anyMatch(FeedbackRules::isTaken);
    }

    private static void warnOfMethods(Node node, OptionReader reader) {
        if (node.methods().contains(UnitMethod.SEND_FEEDBACK)) {
            reader.warn(
                    "node \"%s\": SEND_FEEDBACK has no effect without a feedback topic (%s)"
                            .formatted(node.name(), LeatOptions.FEEDBACK_TOPIC.env()));
        }
        node.children().forEach(child -> warnOfMethods(child, reader));
    }
}
