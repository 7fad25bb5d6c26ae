package io.leat.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.EnvVar;
import io.leat.graph.GraphCheck;
import io.leat.k8s.Subject.GraphUnit;
import io.leat.options.LeatOptions;
import io.leat.options.Option;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold of a predictor for its job to start. */
final class PredictorChecks {

    private PredictorChecks() {}

    static void check(Subject subject) {
        GraphCheck.problems(
                        subject.predictor().graph(),
                        subject.predictor().protocol(),
                        subject.predictor().transport())
                .forEach(problem -> subject.findings().refuse(subject.path("graph"), problem));
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < subject.predictor().orchestratorEnv().size(); i++) {
            EnvVar variable = subject.predictor().orchestratorEnv().get(i);
            String path = subject.path("svcOrchSpec.env[" + i + "]");
            if (positions.put(variable.name(), i) != null) {
                subject.findings()
                        .warn(path, variable.name() + " stands twice: the last one counts");
            }
            option(subject, variable, path);
        }
        subject.units().forEach(unit -> unit(subject, unit));
        engineAnnotations(subject);
        String state = StateDirectory.stated(subject);
        if (state != null && !RenderOptions.isStateDirectory(state)) {
            subject.findings()
                    .refuse(
                            subject.path("annotations[\"" + StateDirectory.ANNOTATION + "\"]"),
                            "\"" + state + "\" (expected: a URI, for example s3://bucket/leat)");
        }
    }

    private static void option(Subject subject, EnvVar variable, String path) {
        for (Option<?> option : LeatOptions.ALL) {
            String value = variable.value();
            if (!option.env().equals(variable.name()) || value == null || value.isBlank()) {
                continue;
            }
            if (option.isSecret()) {
                subject.findings()
                        .refuse(
                                path + ".value",
                                variable.name()
                                        + " stands as text (expected: valueFrom.secretKeyRef, as every"
                                        + " manifest would show it, or "
                                        + variable.name()
                                        + "_FILE)");
            } else if (!value.contains("$(") && option.type().read().apply(value.trim()) == null) {
                subject.findings()
                        .refuse(
                                path + ".value",
                                variable.name()
                                        + " is \""
                                        + value
                                        + "\" (expected: "
                                        + option.type().expected()
                                        + ")");
            }
        }
    }

    private static void unit(Subject subject, GraphUnit unit) {
        if (unit.json().path("logger").isObject()) {
            subject.findings()
                    .warn(
                            unit.path() + ".logger",
                            "left out: payloads are not logged; the topics hold them");
        }
        String account = Trees.text(unit.json(), "serviceAccountName");
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

    private static void engineAnnotations(Subject subject) {
        JsonNode annotations = subject.spec().path("annotations");
        annotations
                .properties()
                .forEach(
                        e -> {
                            if (e.getKey().startsWith("seldon.io/engine-")
                                    || e.getKey().startsWith("seldon.io/executor-")) {
                                subject.findings()
                                        .warn(
                                                "spec.annotations[\"" + e.getKey() + "\"]",
                                                "not heeded: it sets v1's executor, which Leat takes"
                                                        + " the place of");
                            }
                        });
    }

    /** What the document says of a topic; a reference counts as itself. */
    static String topic(Subject subject, String variable) {
        @Nullable EnvVar stated = subject.predictor().orchestratorEnv(variable);
        return stated == null ? "" : stated.value() != null ? stated.value() : stated.toString();
    }
}
