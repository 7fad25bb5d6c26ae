// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import io.leat.k8s.predictor.RenderOptions;
import io.leat.k8s.predictor.SessionOptions;
import io.leat.k8s.predictor.StateOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that states what becomes of a document: the document, the options in {@code args}, the
 * files that are written, and what is printed in {@code warnings} or {@code errors}.
 *
 * @param input the file with the document
 * @param output where the files stand: one {@code .yaml} that names each, or a folder
 */
record GoldenFolder(Path path, String input, String output) {

    /** What stands before each file in the one. */
    private static final Pattern FILE = Pattern.compile("(?m)^---\\n# file: (.+)\\n");

    static final Path TESTS = Path.of("src", "test", "resources", "render");

    /** What users copy from is held to the same. */
    private static final Path EXAMPLES = Path.of("examples");

    static List<GoldenFolder> all() {
        List<GoldenFolder> all = new ArrayList<>(tests().toList());
        folders(EXAMPLES)
                .forEach(f -> all.add(new GoldenFolder(f, "seldon-deployment.yaml", "manifests")));
        return all;
    }

    /** Those that state a feature or a refusal each. */
    static Stream<GoldenFolder> tests() {
        return folders(TESTS).stream().map(f -> new GoldenFolder(f, "in.yaml", "expected.yaml"));
    }

    private static List<Path> folders(Path root) {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Rendering render() throws Exception {
        String text = Files.readString(path.resolve(input));
        return Renderer.render(List.of(new RenderSource(input, text)), options());
    }

    RenderOptions options() throws IOException {
        List<String> args = new ArrayList<>();
        Path file = path.resolve("args");
        if (Files.exists(file)) {
            args.addAll(List.of(Files.readString(file).trim().split("\\s+")));
        }
        String parallelism = value(args, "--parallelism");
        String jobManagers = value(args, "--job-managers");
        return new RenderOptions(
                value(args, "--namespace"),
                or(value(args, "--image"), RenderOptions.IMAGE),
                or(value(args, "--flink-version"), RenderOptions.FLINK_VERSION),
                args.contains("--sidecar"),
                new StateOptions(
                        value(args, "--state-dir"),
                        value(args, "--storage-class"),
                        value(args, "--state-secret")),
                parallelism == null ? null : Integer.valueOf(parallelism),
                jobManagers == null ? 1 : Integer.parseInt(jobManagers),
                pairs(args, "--service-account-annotation"),
                pairs(args, "--flink-config"),
                args.contains("--network-policy"),
                args.contains("--pod-disruption-budget"),
                session(args));
    }

    private static @Nullable SessionOptions session(List<String> args) {
        String name = value(args, "--session");
        String slots = value(args, "--session-slots");
        return name == null
                ? null
                : new SessionOptions(
                        name,
                        slots == null ? SessionOptions.SLOTS : Integer.parseInt(slots),
                        or(value(args, "--session-memory"), SessionOptions.MEMORY));
    }

    /** What the folder states, by path; the files within the one are apart. */
    Map<String, String> stated() throws IOException {
        Map<String, String> files = onDisk();
        String all = files.containsKey(output) ? files.remove(output) : "";
        List<MatchResult> starts = FILE.matcher(all).results().toList();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1).start() : all.length();
            files.put(
                    output + "/" + starts.get(i).group(1), all.substring(starts.get(i).end(), end));
        }
        return files;
    }

    /** The files beside the input, by path. */
    private Map<String, String> onDisk() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = path.relativize(file).toString().replace('\\', '/');
                if (!name.equals(input) && !name.equals("args")) {
                    files.put(name, Files.readString(file));
                }
            }
        }
        return files;
    }

    /** What should be there. */
    Map<String, String> of(Rendering rendering) {
        Map<String, String> files = new TreeMap<>();
        if (rendering.errors().isEmpty()) {
            RenderedFiles.of(rendering.manifests())
                    .forEach((name, text) -> files.put(output + "/" + name, text));
        }
        lines("warnings", rendering.warnings(), files);
        lines("errors", rendering.errors(), files);
        return files;
    }

    private static void lines(String name, List<String> lines, Map<String, String> into) {
        if (!lines.isEmpty()) {
            into.put(name, String.join("\n", lines) + "\n");
        }
    }

    void rewrite(Map<String, String> files) throws IOException {
        Map<String, String> written = output.endsWith(".yaml") ? joined(files) : files;
        for (String stale : onDisk().keySet()) {
            if (!written.containsKey(stale)) {
                Files.delete(path.resolve(stale));
            }
        }
        for (Map.Entry<String, String> file : written.entrySet()) {
            Path target = path.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }

    /** The same with all that is written in the one file. */
    private Map<String, String> joined(Map<String, String> files) {
        Map<String, String> joined = new TreeMap<>();
        files.forEach(
                (name, text) -> {
                    if (name.startsWith(output)) {
                        String file = name.substring(output.length() + 1);
                        joined.merge(output, "---\n# file: " + file + "\n" + text, String::concat);
                    } else {
                        joined.put(name, text);
                    }
                });
        return joined;
    }

    private static @Nullable String value(List<String> args, String option) {
        int at = args.indexOf(option);
        return at < 0 ? null : args.get(at + 1);
    }

    /** Of an option that may stand several times, each with a key and a value. */
    private static Map<String, String> pairs(List<String> args, String option) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i + 1 < args.size(); i++) {
            if (args.get(i).equals(option)) {
                String[] pair = args.get(i + 1).split("=", 2);
                pairs.put(pair[0], pair[1]);
            }
        }
        return pairs;
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
