// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.SessionMemory;
import io.leat.k8s.predictor.SessionOptions;
import io.leat.k8s.predictor.StateOptions;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.LeatOptions.MaxInFlightOf;
import io.leat.options.settings.MemoryRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a job must keep to in order to run with others in one session cluster. */
record SessionRules(PredictorContext context, SessionOptions session, SessionMemory memory) {

    /** Refuses what would not run, and warns of what has no effect there. */
    void check(List<PredictorContext> others) {
        namespace(others);
        group(others);
        state();
        inFlight();
        resources();
    }

    /** The operator looks for the cluster in the job's own namespace. */
    private void namespace(List<PredictorContext> others) {
        if (!others.isEmpty() && !others.get(0).namespace().equals(context.namespace())) {
            context.problems()
                    .refuse(
                            "metadata.namespace",
                            "\"%s\", and the session cluster %s is in \"%s\" as %s is (expected: one namespace for all deployments of a session)"
                                    .formatted(
                                            context.namespace(),
                                            session.name(),
                                            others.get(0).namespace(),
                                            others.get(0).deployment().name()));
        }
    }

    /** Lag, claim and transactions are told apart by it. */
    private void group(List<PredictorContext> others) {
        others.stream()
                .filter(other -> other.group().equals(context.group()))
                .findFirst()
                .ifPresent(
                        other ->
                                context.problems()
                                        .refuse(
                                                context.path("name"),
                                                "its consumer group %s is that of %s, predictor %s, in the session cluster %s too (expected: a group of its own for each job, by another name or %s)"
                                                        .formatted(
                                                                context.group(),
                                                                other.deployment().name(),
                                                                other.predictor().name(),
                                                                session.name(),
                                                                LeatOptions.GROUP.env())));
    }

    private void state() {
        StateOptions stated = context.options().state();
        if (stated.directory() != null || stated.storageClass() != null) {
            return;
        }
        for (String annotation : List.of(StateDirectory.DIRECTORY, StateDirectory.STORAGE_CLASS)) {
            String value = context.annotations().get(annotation);
            if (value != null) {
                context.problems()
                        .refuse(
                                context.path("annotations[\"" + annotation + "\"]"),
                                "%s: the jobs of a session keep their state in one place (expected: --state-dir or --storage-class on the command line, which wins over the annotation)"
                                        .formatted(StateOptions.refused(value)));
            }
        }
    }

    /** As the job itself looks when it starts. */
    private void inFlight() {
        Integer records = context.value(LeatOptions.MAX_IN_FLIGHT);
        Long bytes = context.value(LeatOptions.MAX_IN_FLIGHT_BYTES);
        if (records == null || bytes == null) {
            return; // wrong, which was said, or in another object
        }
        MemoryRules.problems(
                        memory.heapRoom(),
                        memory.directRoom(),
                        session.slots(),
                        "--session-slots",
                        records,
                        bytes,
                        pools())
                .forEach(
                        problem ->
                                context.problems()
                                        .refuse(context.path("svcOrchSpec.env"), problem));
    }

    private int pools() {
        @Nullable String annotation = context.annotations().get("leat.io/max-in-flight-of");
        boolean isStated =
                context.predictor().orchestratorEnv(LeatOptions.MAX_IN_FLIGHT_OF.env()) != null;
        MaxInFlightOf counted =
                isStated || annotation == null
                        ? context.value(LeatOptions.MAX_IN_FLIGHT_OF)
                        : LeatOptions.MAX_IN_FLIGHT_OF.type().read().apply(annotation.trim());
        return counted == MaxInFlightOf.PREDICTOR ? context.ofItsJob().size() : 1;
    }

    /** They are those of one process, which runs several jobs. */
    private void resources() {
        for (String field : List.of("svcOrchSpec.resources", "engineResources")) {
            boolean isStated = context.checked().at("/" + field.replace('.', '/')).isObject();
            if (isStated) {
                context.problems()
                        .warn(
                                context.path(field),
                                "no effect with --session: the jobs share TaskManagers (expected:"
                                        + " --session-memory and --session-slots)");
            }
        }
    }
}
