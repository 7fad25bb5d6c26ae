// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Objects as YAML for people: block style, comments, quotes only where a reader needs them. */
public final class ManifestYaml {

    /** Wide enough that nothing is folded: a folded argument is hard to find. */
    private static final int WIDTH = 100_000;

    private final Map<String, String> comments;

    private ManifestYaml(Map<String, String> comments) {
        this.comments = comments;
    }

    static String write(Manifest manifest) {
        ManifestYaml writer = new ManifestYaml(manifest.comments());
        StringBuilder text = new StringBuilder();
        if (!manifest.heading().isEmpty()) {
            manifest.heading().lines().forEach(line -> text.append("# ").append(line).append('\n'));
        }
        return text.append(writer.text(manifest.tree())).toString();
    }

    /** A tree without comments. */
    public static String write(ObjectNode tree) {
        return write(tree, Map.of());
    }

    /**
     * A tree with comments.
     *
     * @param comments by path, the names on the way separated by slashes
     */
    public static String write(ObjectNode tree, Map<String, String> comments) {
        return new ManifestYaml(comments).text(tree);
    }

    private String text(ObjectNode tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        options.setProcessComments(true);
        options.setWidth(WIDTH);
        options.setSplitLines(false);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        StringWriter out = new StringWriter();
        new Yaml(options).serialize(node(tree, ""), out);
        return out.toString();
    }

    private Node node(JsonNode value, String path) {
        if (value instanceof ObjectNode object) {
            List<NodeTuple> fields = new ArrayList<>();
            object.properties()
                    .forEach(
                            e -> {
                                String at = path.isEmpty() ? e.getKey() : path + "/" + e.getKey();
                                Node key = string(e.getKey());
                                key.setBlockComments(comment(at));
                                fields.add(new NodeTuple(key, node(e.getValue(), at)));
                            });
            FlowStyle style = fields.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
            return new MappingNode(Tag.MAP, fields, style);
        }
        if (value instanceof ArrayNode list) {
            List<Node> items = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                items.add(node(list.get(i), path + "/" + i));
            }
            FlowStyle style = items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
            return new SequenceNode(Tag.SEQ, items, style);
        }
        return value.isTextual()
                ? string(value.textValue())
                : new ScalarNode(tag(value), value.asText(), null, null, ScalarStyle.PLAIN);
    }

    private static Tag tag(JsonNode value) {
        if (value.isBoolean()) {
            return Tag.BOOL;
        }
        return value.isIntegralNumber() ? Tag.INT : value.isNull() ? Tag.NULL : Tag.FLOAT;
    }

    private static ScalarNode string(String text) {
        ScalarStyle style;
        if (text.indexOf('\n') >= 0 && !text.contains(" \n") && text.indexOf('\t') < 0) {
            style = ScalarStyle.LITERAL;
        } else {
            style = PlainText.isSafe(text) ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
        }
        return new ScalarNode(Tag.STR, text, null, null, style);
    }

    private List<CommentLine> comment(String path) {
        String comment = comments.get(path);
        return comment == null
                ? List.of()
                : comment.lines()
                        .map(line -> new CommentLine(null, null, " " + line, CommentType.BLOCK))
                        .toList();
    }
}
