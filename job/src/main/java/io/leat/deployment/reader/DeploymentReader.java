// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.deployment.Addressing;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.DeploymentTree;
import io.leat.deployment.SeldonDeployment;
import io.leat.deployment.UnreadableFileException;
import io.leat.deployment.schema.CanonicalWords;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.schema.Paths;
import io.leat.deployment.schema.Problems;
import io.leat.deployment.schema.ScalarValidator;
import io.leat.deployment.schema.TypeCheck;
import io.leat.deployment.validation.IgnoredFieldWarnings;
import io.leat.deployment.validation.MetadataRules;
import io.leat.deployment.validation.SpecRules;
import io.leat.deployment.yaml.Documents;
import io.leat.deployment.yaml.TemplateMark;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the SeldonDeployments of a file as kubectl and v1 would, and finds all problems of each at
 * once. Documents of other kinds are skipped, lists are taken apart.
 */
public final class DeploymentReader {

    private static final String KIND = "SeldonDeployment";
    private static final Pattern VERSION =
            Pattern.compile("machinelearning\\.seldon\\.io/(v1|v1alpha2|v1alpha3)");

    private final String source;
    private final Addressing addressing;
    private final List<DeploymentDocument> found = new ArrayList<>();

    private DeploymentReader(String source, Addressing addressing) {
        this.source = source;
        this.addressing = addressing;
    }

    /**
     * The SeldonDeployments of a file, the endpoints their graphs state honoured.
     *
     * @param source names the text in messages, usually the file's name
     * @throws UnreadableFileException if it is neither YAML nor JSON
     */
    public static List<DeploymentDocument> read(String text, String source)
            throws UnreadableFileException {
        return read(text, source, Addressing.STATED);
    }

    /** The same, with a choice of which addresses count for endpoints. */
    public static List<DeploymentDocument> read(String text, String source, Addressing addressing)
            throws UnreadableFileException {
        return read(Documents.of(text, source), source, addressing);
    }

    /** Everything in a file, the endpoints that graphs state honoured. */
    public static FileContent readAll(String text, String source) throws UnreadableFileException {
        return readAll(text, source, Addressing.STATED);
    }

    /**
     * Everything in a file, parsed once.
     *
     * @param source names the text in messages, usually the file's name
     * @throws UnreadableFileException if it is neither YAML nor JSON
     */
    public static FileContent readAll(String text, String source, Addressing addressing)
            throws UnreadableFileException {
        List<JsonNode> documents = Documents.of(text, source);
        return new FileContent(read(documents, source, addressing), OtherObjects.in(documents));
    }

    private static List<DeploymentDocument> read(
            List<JsonNode> documents, String source, Addressing addressing) {
        DeploymentReader reader = new DeploymentReader(source, addressing);
        for (int i = 0; i < documents.size(); i++) {
            if (!documents.get(i).isNull()) {
                reader.object(documents.get(i), i, "");
            }
        }
        return List.copyOf(reader.found);
    }

    private void object(JsonNode object, int document, String path) {
        String kind = object.path("kind").asText("");
        if (kind.isEmpty() || !object.path("kind").isTextual()) {
            Problems problems = new Problems(path);
            problems.error(
                    "kind",
                    "absent (expected: a Kubernetes object, for example a SeldonDeployment)");
            add(document, null, problems, null, null);
        } else if (kind.endsWith("List") && object.path("items").isArray()) {
            list(object, kind, document, path);
        } else if (kind.equals(KIND)) {
            deployment(object, document, path);
        }
    }

    private void list(JsonNode list, String kind, int document, String path) {
        String itemKind = kind.substring(0, kind.length() - "List".length());
        for (int i = 0; i < list.path("items").size(); i++) {
            JsonNode item = list.path("items").get(i);
            if (item instanceof ObjectNode stated && !itemKind.isEmpty() && !stated.has("kind")) {
                ObjectNode named = stated.deepCopy();
                named.put("kind", itemKind);
                named.set("apiVersion", list.path("apiVersion"));
                item = named;
            }
            object(item, document, Paths.child(path, "items") + "[" + i + "]");
        }
    }

    private void deployment(JsonNode stated, int document, String path) {
        Problems problems = new Problems(path);
        String version = stated.path("apiVersion").asText("");
        if (!VERSION.matcher(version).matches()) {
            problems.error(
                    "apiVersion",
                    (version.isEmpty() ? "absent" : ScalarValidator.quoted(version))
                            + " (expected: machinelearning.seldon.io/v1, v1alpha2 or v1alpha3)");
        }
        ObjectNode checked = new TypeCheck(problems).structure(KIND, stated, "");
        CanonicalWords.write(checked);
        MetadataRules.check(checked.path("metadata"), problems);
        JsonNode spec = checked.path("spec");
        if (!stated.hasNonNull("spec")) {
            problems.error("spec", "absent (expected: an object)");
        }
        new SpecRules(spec, problems).check();
        new IgnoredFieldWarnings(spec, problems).warn();
        boolean valid = problems.errors().isEmpty();
        if (!valid) {
            TemplateMark.check(stated, problems);
        }
        add(
                document,
                JsonFields.text(checked.path("metadata"), "name"),
                problems,
                valid ? new SpecReader(checked, addressing).read() : null,
                valid ? new DeploymentTree(path, stated, checked) : null);
    }

    private void add(
            int document,
            @Nullable String name,
            Problems problems,
            @Nullable SeldonDeployment deployment,
            @Nullable DeploymentTree tree) {
        found.add(
                new DeploymentDocument(
                        source,
                        document,
                        name,
                        problems.errors(),
                        problems.warnings(),
                        problems.notes(),
                        deployment,
                        tree));
    }
}
