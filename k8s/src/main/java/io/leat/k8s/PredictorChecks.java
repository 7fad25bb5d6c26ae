// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import io.leat.deployment.EnvVar;
import io.leat.deployment.Predictor;
import io.leat.k8s.flink.StateDirectory;
import io.leat.k8s.manifest.FlinkConfigFile;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.PredictorContext.GraphUnit;
import io.leat.k8s.scaling.CheckpointInterval;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.LeatOptions.Delivery;
import io.leat.options.settings.CheckpointRules;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks of a predictor, without which its job would not start. */
final class PredictorChecks {

    private PredictorChecks() {}

    static void check(PredictorContext context) {
        times(context);
        StatedHosts.brokers(context);
        separateEngine(context);
        context.units().forEach(unit -> unit(context, unit));
        StateDirectory.check(context);
        sharing(context);
    }

    /** The pods of a job hold the models of one predictor. */
    private static void sharing(PredictorContext context) {
        if (context.isShared() && context.options().sidecar() && context.isFirst()) {
            context.problems()
                    .refuse(
                            "spec.predictors",
                            "%s share the records of one input topic, and --sidecar puts the models of one predictor into the pods of a job (expected: no --sidecar, or leat.io/traffic: all, with which each is a job of its own and answers every record)"
                                    .formatted(
                                            context.job().predictors().stream()
                                                    .map(Predictor::name)
                                                    .collect(Collectors.joining(", "))));
        }
    }

    /** A job whose transactions end too early would stop at once; here its times are known. */
    private static void times(PredictorContext context) {
        Delivery delivery = context.value(LeatOptions.DELIVERY);
        Duration transaction = context.value(LeatOptions.TRANSACTION_TIMEOUT);
        if (delivery == null || transaction == null) {
            return; // wrong, which was said, or in another object
        }
        CheckpointRules.problems(
                        FlinkConfigFile.times(CheckpointInterval.of(context).duration()),
                        delivery,
                        transaction,
                        null)
                .forEach(
                        problem ->
                                context.problems()
                                        .refuse(context.path("svcOrchSpec.env"), problem));
    }

    private static void separateEngine(PredictorContext context) {
        String name = "seldon.io/engine-separate-pod";
        if (context.spec().path("annotations").has(name)) {
            context.problems()
                    .warn(
                            "spec.annotations[\"" + name + "\"]",
                            "ignored: it sets v1's executor, which Leat takes the place of");
        }
    }

    private static void unit(PredictorContext context, GraphUnit unit) {
        StatedHosts.check(context, unit);
        String container = context.container(unit.name());
        if (unit.node().endpoint() != null
                && !context.isExternal(unit)
                && !container.equals(unit.name())) {
            context.problems()
                    .warn(
                            unit.path() + ".name",
                            "\""
                                    + unit.name()
                                    + "\": its container is called "
                                    + container
                                    + ", as Kubernetes takes no such name or another container has"
                                    + " it; requests name the model as the graph does");
        }
        String account = JsonMapping.text(unit.json(), "serviceAccountName");
        if (account != null && !context.isExternal(unit)) {
            context.problems()
                    .warn(
                            unit.path() + ".serviceAccountName",
                            account
                                    + ": the pod runs under it, but v1's operator also looked into"
                                    + " its secrets for the storage's credentials; name that secret"
                                    + " in envSecretRefName");
        }
    }

    /** What the document says of a topic; a reference counts as itself. */
    static String topic(PredictorContext context, String variable) {
        @Nullable EnvVar stated = context.predictor().orchestratorEnv(variable);
        return stated == null ? "" : stated.value() != null ? stated.value() : stated.toString();
    }
}
