// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import io.leat.deployment.EnvVar;
import io.leat.k8s.flink.StateDirectory;
import io.leat.k8s.manifest.FlinkConfigFile;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.PredictorContext.GraphUnit;
import io.leat.k8s.predictor.RenderOptions;
import io.leat.k8s.scaling.CheckpointInterval;
import io.leat.options.Option;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.LeatOptions.Delivery;
import io.leat.options.settings.CheckpointRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What must hold of a predictor for its job to start. */
final class PredictorChecks {

    private PredictorChecks() {}

    static void check(PredictorContext subject) {
        times(subject);
        separateEngine(subject);
        subject.units().forEach(unit -> unit(subject, unit));
        String state = StateDirectory.stated(subject);
        if (state != null && !RenderOptions.isStateDirectory(state)) {
            subject.findings()
                    .refuse(
                            subject.path("annotations[\"" + StateDirectory.ANNOTATION + "\"]"),
                            "\"" + state + "\" (expected: a URI, for example s3://bucket/leat)");
        }
    }

    /** A job whose transactions end too early would stop at once; here its times are known. */
    private static void times(PredictorContext subject) {
        Delivery delivery = value(subject, LeatOptions.DELIVERY);
        Duration transaction = value(subject, LeatOptions.TRANSACTION_TIMEOUT);
        if (delivery == null || transaction == null) {
            return; // wrong, which was said, or in another object
        }
        CheckpointRules.problems(
                        FlinkConfigFile.times(CheckpointInterval.of(subject).duration()),
                        delivery,
                        transaction,
                        null)
                .forEach(
                        problem ->
                                subject.findings()
                                        .refuse(subject.path("svcOrchSpec.env"), problem));
    }

    /** What a variable states, else the default; null where it is wrong or in another object. */
    private static <T> @Nullable T value(PredictorContext subject, Option<T> option) {
        EnvVar stated = subject.predictor().orchestratorEnv(option.env());
        String text = stated == null ? option.fallback() : stated.value();
        if (text != null && text.isBlank()) {
            text = option.fallback();
        }
        return text == null ? null : option.type().read().apply(text.trim());
    }

    private static void separateEngine(PredictorContext subject) {
        String name = "seldon.io/engine-separate-pod";
        if (subject.spec().path("annotations").has(name)) {
            subject.findings()
                    .warn(
                            "spec.annotations[\"" + name + "\"]",
                            "not heeded: it sets v1's executor, which Leat takes the place of");
        }
    }

    private static void unit(PredictorContext subject, GraphUnit unit) {
        String container = subject.container(unit.name());
        if (unit.node().endpoint() != null && !container.equals(unit.name())) {
            subject.findings()
                    .warn(
                            unit.path() + ".name",
                            "\""
                                    + unit.name()
                                    + "\": its container is called "
                                    + container
                                    + ", as Kubernetes takes no such name or another container has"
                                    + " it; requests name the model as the graph does");
        }
        if (unit.json().path("logger").isObject()) {
            subject.findings()
                    .warn(
                            unit.path() + ".logger",
                            "left out: payloads are not logged; the topics hold them");
        }
        String account = JsonMapping.text(unit.json(), "serviceAccountName");
        if (account != null) {
            subject.findings()
                    .warn(
                            unit.path() + ".serviceAccountName",
                            account
                                    + ": the pod runs under it, but v1's operator also looked into its"
                                    + " secrets for the storage's credentials; name that secret in"
                                    + " envSecretRefName");
        }
    }

    /** What the document says of a topic; a reference counts as itself. */
    static String topic(PredictorContext subject, String variable) {
        @Nullable EnvVar stated = subject.predictor().orchestratorEnv(variable);
        return stated == null ? "" : stated.value() != null ? stated.value() : stated.toString();
    }
}
