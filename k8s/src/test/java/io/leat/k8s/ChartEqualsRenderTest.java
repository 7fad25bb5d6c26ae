// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import io.leat.k8s.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With its own values, a chart gives what is rendered. Reads templates by the two forms of actions
 * that they have; {@link HelmTest} asks Helm.
 */
class ChartEqualsRenderTest {

    private static final ObjectMapper YAML =
            new ObjectMapper(
                    new YAMLFactory()
                            .disable(Feature.WRITE_DOC_START_MARKER)
                            .enable(Feature.MINIMIZE_QUOTES)
                            .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));

    private static final Pattern ACTION =
            Pattern.compile(
                    "\\{\\{ (?:\"(?<text>\\{\\{)\"|index \\.Values(?<path>(?: \"[^\"]+\")+) \\|"
                            + " toYaml(?: \\| indent (?<indent>\\d+))?) }}");

    static List<GoldenFolder> folders() {
        return GoldenFolder.all();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void givesTheManifests(GoldenFolder folder) throws Exception {
        Rendering rendering = folder.render();
        Map<String, String> files = RenderedFiles.of(rendering.manifests());
        Map<String, String> chart = RenderedFiles.chart(rendering.manifests(), "1.2.3");
        JsonNode values = YAML.readTree(chart.get("values.yaml"));

        for (String name : files.keySet()) {
            if (!name.equals(RenderedFiles.KUSTOMIZATION)) {
                String text =
                        ACTION.matcher(chart.get("templates/" + name))
                                .replaceAll(a -> result(a, values));
                assertThat(YAML.readTree(text)).as(name).isEqualTo(YAML.readTree(files.get(name)));
            }
        }
        assertThat(chart.keySet().stream().filter(name -> name.startsWith("templates/")))
                .hasSize(files.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void readsEveryValueThatItHas(GoldenFolder folder) throws Exception {
        List<Manifest> manifests = folder.render().manifests();
        Map<String, String> chart = RenderedFiles.chart(manifests, "1.2.3");
        String templates = String.join("", chart.values());

        for (String path : leaves(YAML.readTree(chart.get("values.yaml")), "")) {
            assertThat(templates).contains("index .Values" + path + " | toYaml");
        }
    }

    private static List<String> leaves(JsonNode values, String path) {
        if (!values.isObject() || path.endsWith(" \"resources\"")) {
            return List.of(path);
        }
        return values.properties().stream()
                .flatMap(v -> leaves(v.getValue(), path + " \"" + v.getKey() + "\"").stream())
                .toList();
    }

    private static String result(MatchResult action, JsonNode values) {
        if (action.group(1) != null) {
            return Matcher.quoteReplacement(action.group(1));
        }
        JsonNode value = values;
        for (String key : action.group(2).strip().split("\" \"", -1)) {
            value = value.path(key.replace("\"", ""));
        }
        try {
            String yaml = YAML.writeValueAsString(value).stripTrailing();
            String indent =
                    " ".repeat(action.group(3) == null ? 0 : Integer.parseInt(action.group(3)));
            return Matcher.quoteReplacement(indent + yaml.replace("\n", "\n" + indent));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
