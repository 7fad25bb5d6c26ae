// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.CommandFailure;
import io.leat.cli.flags.ExitCode;
import io.leat.k8s.helm.HelmChart;
import io.leat.k8s.manifest.KubernetesNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder that {@code leat render} writes. Every file is written beside its place first and
 * moved there when all of them are, so that a full disk leaves the folder as it was. What an
 * earlier rendering wrote there and this one does not is removed, if it is as it was written: the
 * file {@value #MARKER} keeps the names and hashes of all that was.
 */
final class RenderedFolder {

    /** No tool takes it for a manifest. */
    static final String MARKER = ".leat-rendered";

    private static final String UNFINISHED = ".leat-";
    private static final String KUSTOMIZATION = "kustomization.yaml";

    /** A kustomization over rendered files alone, also of versions that kept no names. */
    private static final Pattern OWN =
            Pattern.compile(
                    "apiVersion: kustomize\\.config\\.k8s\\.io/v1beta1\nkind: Kustomization\nresources:\n"
                            + "(- [a-z0-9.-]+\\.[a-z]+\\.yaml\n)*");

    private static final String HEADING =
            "# Files that leat render wrote here, with their SHA-256. The next rendering removes those that"
                    + " it does not write again, unless they were changed.";

    private final Path folder;
    private final Map<String, String> files;

    private RenderedFolder(Path folder, Map<String, String> files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * Writes files by name.
     *
     * @return what was left of an earlier rendering, a warning for each
     */
    static List<String> write(Path folder, Map<String, String> files) throws CommandFailure {
        RenderedFolder rendered = new RenderedFolder(folder, new LinkedHashMap<>(files));
        try {
            return rendered.write();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    folder
                            + ": cannot be written to: "
                            + e.getClass().getSimpleName()
                            + " (expected: a folder, or a place where one can be made)");
        }
    }

    private List<String> write() throws IOException, CommandFailure {
        Files.createDirectories(folder);
        Map<String, String> earlier = earlier();
        List<String> warnings = overwritten(earlier);
        Map<String, String> unchanged = new TreeMap<>();
        Map<String, String> edited = new TreeMap<>();
        for (Map.Entry<String, String> file : earlier.entrySet()) {
            String text =
                    files.containsKey(file.getKey())
                            ? null
                            : current(folder.resolve(file.getKey()));
            if (text != null) {
                boolean asWritten = KubernetesNames.sha256(text).equals(file.getValue());
                (asWritten ? unchanged : edited).put(file.getKey(), file.getValue());
            }
        }
        Map<String, String> all = new TreeMap<>(edited);
        all.putAll(unchanged);
        files.put(MARKER, marker(all));
        replace();
        if (!unchanged.isEmpty()) {
            for (String name : unchanged.keySet()) {
                Files.deleteIfExists(folder.resolve(name));
            }
            files.put(MARKER, marker(edited));
            replace();
            warnings.add(
                    "%s: removed %s of an earlier rendering"
                            .formatted(folder, String.join(", ", unchanged.keySet())));
        }
        for (String name : edited.keySet()) {
            warnings.add(
                    folder.resolve(name)
                            + ": no longer part of what is rendered, and left, as it was changed since it"
                            + " was written (expected: remove it where it is of no use)");
        }
        return warnings;
    }

    /**
     * What was changed since it was written and is lost now; refuses to overwrite what is foreign.
     */
    private List<String> overwritten(Map<String, String> earlier)
            throws IOException, CommandFailure {
        List<String> warnings = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            String text = current(folder.resolve(file.getKey()));
            String hash = earlier.get(file.getKey());
            if (text == null || text.equals(file.getValue())) {
                continue;
            }
            if (hash == null && isForeign(file.getKey(), text)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        folder.resolve(file.getKey())
                                + ": there already, and not of leat render (expected: another folder, which"
                                + (isChart()
                                        ? " this chart may name among its dependencies)"
                                        : " this kustomization may name among its resources)"));
            }
            if (hash != null && !hash.equals(KubernetesNames.sha256(text))) {
                warnings.add(
                        folder.resolve(file.getKey())
                                + ": was changed since it was written, and is written anew (expected:"
                                + (isChart()
                                        ? " other values in a file of your own, for helm install -f)"
                                        : " changes in a kustomization of your own that names this folder)"));
            }
        }
        return warnings;
    }

    private boolean isChart() {
        return files.containsKey(HelmChart.CHART);
    }

    /** What makes a folder someone's own, and was not written here. */
    private static boolean isForeign(String name, String text) {
        return name.equals(HelmChart.CHART)
                || (name.equals(KUSTOMIZATION) && !OWN.matcher(text).matches());
    }

    /** Names and hashes of the last rendering; a folder without the file is taken for foreign. */
    private Map<String, String> earlier() throws IOException {
        Map<String, String> earlier = new TreeMap<>();
        String text = current(folder.resolve(MARKER));
        if (text != null) {
            text.lines()
                    .map(line -> line.split(" ", 2))
                    .filter(words -> words.length == 2 && isPlain(words[1]))
                    .filter(words -> words[0].matches("[0-9a-f]{64}"))
                    .forEach(words -> earlier.put(words[1], words[0]));
        }
        return earlier;
    }

    /** A name in this folder or in a chart's folder of templates, and nowhere else. */
    private static boolean isPlain(String name) {
        return name.matches("(templates/)?[A-Za-z0-9][A-Za-z0-9._-]*\\.(yaml|json)|\\.helmignore");
    }

    /** What is written now, and what of earlier renderings is there. */
    private String marker(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(others);
        files.forEach((name, text) -> all.put(name, KubernetesNames.sha256(text)));
        all.remove(MARKER);
        StringBuilder marker = new StringBuilder(HEADING).append('\n');
        all.forEach((name, hash) -> marker.append(hash).append(' ').append(name).append('\n'));
        return marker.toString();
    }

    /** Writes all files, or none. */
    private void replace() throws IOException {
        Map<Path, Path> written = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path target = folder.resolve(file.getKey());
                if (!file.getValue().equals(current(target))) {
                    Files.createDirectories(target.getParent());
                    Path unfinished = target.resolveSibling(UNFINISHED + target.getFileName());
                    written.put(unfinished, target);
                    Files.writeString(unfinished, file.getValue());
                }
            }
            for (Map.Entry<Path, Path> file : written.entrySet()) {
                move(file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            written.keySet().forEach(RenderedFolder::discard);
            throw e;
        }
    }

    private static @Nullable String current(Path target) throws IOException {
        try {
            return new String(Files.readAllBytes(target), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            // The failure that led here already names what could not be written.
        }
    }
}
