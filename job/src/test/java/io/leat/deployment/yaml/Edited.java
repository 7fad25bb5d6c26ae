// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.deployment.Addressing;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.Fixtures;
import io.leat.deployment.UnreadableFileException;
import io.leat.deployment.reader.DeploymentReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The document {@code income.yaml} with changes, so that a test shows nothing but its change. */
public final class Edited {

    private final JsonNode document;

    private Edited(JsonNode document) {
        this.document = document;
    }

    public static Edited income() throws IOException, UnreadableFileException {
        return new Edited(Documents.of(Fixtures.text("income.yaml"), "income.yaml").get(0));
    }

    /**
     * Puts a value in a place, making the objects and lists on the way.
     *
     * @param path as messages show it, for example {@code spec.predictors[0].name}
     * @param yaml the value as YAML, or null to take away what is there
     */
    public Edited with(String path, @Nullable String yaml) throws UnreadableFileException {
        String[] steps = path.replace("[", ".[").split("\\.", -1);
        JsonNode at = document;
        for (int i = 0; i < steps.length - 1; i++) {
            at = step(at, steps[i], steps[i + 1].startsWith("["));
        }
        String last = steps[steps.length - 1];
        if (yaml == null) {
            ((ObjectNode) at).remove(last);
            return this;
        }
        JsonNode value = Documents.of(yaml, "value").get(0);
        if (at instanceof ArrayNode list) {
            int index = index(last);
            if (index == list.size()) {
                list.add(value);
            } else {
                list.set(index, value);
            }
        } else {
            ((ObjectNode) at).set(last, value);
        }
        return this;
    }

    private static JsonNode step(JsonNode at, String step, boolean list) {
        if (at instanceof ArrayNode array) {
            return index(step) == array.size() ? array.addObject() : array.get(index(step));
        }
        ObjectNode object = (ObjectNode) at;
        if (object.has(step)) {
            return object.get(step);
        }
        return list ? object.putArray(step) : object.putObject(step);
    }

    private static int index(String step) {
        return Integer.parseInt(step.substring(1, step.length() - 1));
    }

    public DeploymentDocument read() throws UnreadableFileException {
        return Fixtures.onlyOf(document.toString());
    }

    public DeploymentDocument read(Addressing addressing) throws UnreadableFileException {
        return DeploymentReader.read(document.toString(), "income.yaml", addressing).get(0);
    }
}
