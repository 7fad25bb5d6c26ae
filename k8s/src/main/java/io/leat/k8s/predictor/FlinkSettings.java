// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import io.leat.deployment.schema.Placeholder;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The further settings of Flink that may be stated: none that is a secret or decided elsewhere. */
final class FlinkSettings {

    private static final String STATE = "--state-dir";

    /** Settings that follow from other options, and those. */
    private static final Map<String, String> DECIDED =
            Map.ofEntries(
                    Map.entry("execution.checkpointing.dir", STATE),
                    Map.entry("execution.checkpointing.savepoint-dir", STATE),
                    Map.entry("high-availability.storageDir", STATE),
                    Map.entry("high-availability.type", STATE),
                    Map.entry(
                            "execution.checkpointing.interval",
                            "LEAT_CHECKPOINT_INTERVAL in svcOrchSpec.env"),
                    Map.entry("parallelism.default", "--parallelism"),
                    Map.entry("kubernetes.jobmanager.replicas", "--job-managers"),
                    Map.entry("kubernetes.container.image.ref", "--image"));

    /** As Flink hides them in its own log, and those of its file systems. */
    private static final List<String> SECRETS =
            List.of(
                    "password",
                    "secret",
                    "access-key",
                    "access.key",
                    "account.key.",
                    "accesskey",
                    "api-key",
                    "apikey",
                    "auth-params",
                    "basic-auth",
                    "http-headers",
                    "jaas.config",
                    "service-key",
                    "token");

    private FlinkSettings() {}

    static void check(Map<String, String> settings, List<String> problems) {
        settings.forEach((key, value) -> check(key, value, problems));
    }

    private static void check(String key, String value, List<String> problems) {
        String option = "--flink-config " + key;
        if (!key.matches("[A-Za-z$][A-Za-z0-9._$-]*") || value.isBlank()) {
            problems.add(
                    "--flink-config is "
                            + (isSecret(key, value)
                                    ? "a setting without a key or a value"
                                    : StateOptions.refused(key + "=" + value))
                            + " (expected: KEY=VALUE, for example s3.endpoint=https://minio:9000)");
        } else if (DECIDED.containsKey(key)) {
            problems.add(option + " may not be stated (expected: " + DECIDED.get(key) + ")");
        } else if (isSecret(key, value)) {
            problems.add(
                    option
                            + " holds a secret, which a FlinkDeployment shows to all who may read"
                            + " it (expected: --state-secret NAME, or a service account's role by"
                            + " --service-account-annotation)");
        } else if (Placeholder.in(value) != null) {
            problems.add(
                    option
                            + " is "
                            + StateOptions.refused(value)
                            + " (expected: the value itself)");
        }
    }

    /** A switch or the name of a class that provides a secret is none. */
    private static boolean isSecret(String key, String value) {
        String lower = key.toLowerCase(Locale.ROOT);
        return SECRETS.stream().anyMatch(lower::contains)
                && !lower.contains("provider")
                && !value.equals("true")
                && !value.equals("false");
    }
}
