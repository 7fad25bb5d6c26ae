// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/**
 * One Kubernetes object.
 *
 * @param tree the object
 * @param heading what it is for, above it; lines separated by line feeds, empty for none
 * @param comments by path, the names on the way separated by slashes; each stands above its field
 */
public record Manifest(ObjectNode tree, String heading, Map<String, String> comments) {

    public Manifest {
        comments = Map.copyOf(comments);
    }

    public static Manifest of(Object object, String heading) {
        return new Manifest(JsonMapping.of(object), heading, Map.of());
    }

    public static Manifest of(Object object, String heading, Map<String, String> comments) {
        return new Manifest(JsonMapping.of(object), heading, comments);
    }

    public String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return tree.path("metadata").path("name").asText();
    }

    public String namespace() {
        return tree.path("metadata").path("namespace").asText();
    }

    /** Tells it apart from every other object of a cluster. */
    public String identity() {
        return kind() + " " + namespace() + "/" + name();
    }

    /** The file it is written to, the same however often it is rendered. */
    public String fileName() {
        return name() + "." + kind().toLowerCase(Locale.ROOT) + ".yaml";
    }

    /** The object as a YAML document, without a separator. */
    public String yaml() {
        return ManifestYaml.write(this);
    }
}
