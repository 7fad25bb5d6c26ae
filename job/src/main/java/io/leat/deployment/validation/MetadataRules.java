// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.schema.Problems;
import io.leat.deployment.schema.ScalarValidator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Kubernetes' rules for name and namespace. */
public final class MetadataRules {

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern NAMESPACE = Pattern.compile(LABEL);
    private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final int MAX_NAME = 253;
    private static final int MAX_NAMESPACE = 63;

    private MetadataRules() {}

    public static void check(JsonNode metadata, Problems problems) {
        @Nullable String name = JsonFields.text(metadata, "name");
        if (name == null) {
            problems.error("metadata.name", "absent (expected: a name)");
        } else if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            problems.error(
                    "metadata.name",
                    ScalarValidator.quoted(name)
                            + " (expected: at most 253 lower-case letters, digits, - and ., each"
                            + " part beginning and ending with a letter or digit)");
        }
        String namespace = JsonFields.text(metadata, "namespace", "default");
        if (namespace.length() > MAX_NAMESPACE || !NAMESPACE.matcher(namespace).matches()) {
            problems.error(
                    "metadata.namespace",
                    ScalarValidator.quoted(namespace)
                            + " (expected: at most 63 lower-case letters, digits and -, beginning"
                            + " and ending with a letter or digit)");
        }
    }
}
