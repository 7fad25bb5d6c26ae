// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.ShellTranscript.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Types the commands of a {@link ShellTranscript} in a folder, and holds what they print against
 * it. A word {@code {name}} stands for an address that is known, or for one that a command in the
 * background prints there.
 *
 * <p>A local run, and what goes on in the background, is a process of its own; the other commands
 * run in this one, which saves most of their time. Of a shell this knows {@code echo '…' | COMMAND}
 * and {@code COMMAND > FILE}, and beside {@code leat} the commands {@code kafka-topics.sh --create
 * --topic NAME}, {@code sed -i 's/OLD/NEW/' FILE} and {@code cat > FILE}.
 */
final class ShellPlayer {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9-]*)}");

    /** What is not the same in each run. */
    private static final Pattern VARIABLE =
            Pattern.compile(PLACEHOLDER + "|" + ShellTranscript.ANY);

    private static final Pattern FILE = Pattern.compile("(?<=^|=)([\\w-]+(\\.(yaml|txt)|/))$");
    private static final Pattern REPLACEMENT = Pattern.compile("s/(.*)/(.*)/");

    private final Path folder;
    private final LeatShell shell;
    private final Topics topics;
    private final Map<String, String> places;
    private final Map<String, LeatProcess> running = new HashMap<>();

    /**
     * In a folder of its own.
     *
     * @param places what placeholders stand for
     */
    ShellPlayer(Path folder, Topics topics, Map<String, String> places) throws IOException {
        this.folder = folder;
        this.shell = LeatShell.in(folder);
        this.topics = topics;
        this.places = new HashMap<>(places);
    }

    /** What it has started in the background ends with it at the latest. */
    void play(ShellTranscript.Part part) throws Exception {
        try {
            for (Step step : part.steps()) {
                play(step);
            }
        } finally {
            running.values().forEach(LeatProcess::close);
            running.clear();
        }
    }

    private void play(Step step) throws Exception {
        String command = filled(step.command());
        switch (step.kind()) {
            case START -> {
                LeatProcess process = shell.start("./" + command + " 2>&1");
                running.put(step.command(), process);
                await(step, process);
            }
            case STOP -> {
                try (LeatProcess process = started(step.command())) {
                    process.terminate();
                    await(step, process);
                    process.assertExits(step.exitCode());
                }
            }
            case RUN -> run(step, command);
        }
    }

    /** The command in the background that begins so. */
    private LeatProcess started(String start) {
        String command =
                running.keySet().stream()
                        .filter(each -> each.startsWith(start))
                        .findFirst()
                        .orElseThrow();
        return running.remove(command);
    }

    private void await(Step step, LeatProcess process) throws Exception {
        for (String line : step.expected()) {
            List<String> names = new ArrayList<>();
            Matcher found = process.awaitOut(pattern(line, names));
            for (int i = 0; i < names.size(); i++) {
                places.put(names.get(i), found.group(i + 1));
            }
        }
    }

    private void run(Step step, String line) throws Exception {
        String command = line;
        String input = "";
        if (command.startsWith("echo ")) {
            String[] ends = command.split(" \\| ", 2);
            input = words(ends[0]).get(1) + "\n";
            command = ends[1];
        }
        Path to = null;
        if (command.contains(" > ")) {
            String[] ends = command.split(" > ", 2);
            to = folder.resolve(ends[1]);
            command = ends[0];
        }
        List<String> words = words(command);
        Ran ran =
                switch (words.get(0)) {
                    case "leat" -> leat(command, words.subList(1, words.size()), input);
                    case "kafka-topics.sh" -> created(words);
                    case "sed" -> edited(words);
                    case "cat" -> new Ran(0, step.input(), List.of());
                    default ->
                            throw new IllegalArgumentException(
                                    "line %d: %s".formatted(step.line(), line));
                };
        if (to != null) {
            Files.writeString(to, ran.text() + "\n");
            ran = new Ran(ran.exitCode(), List.of(), ran.err());
        }
        assertPrints(step, ran);
    }

    private Ran leat(String command, List<String> words, String input) throws Exception {
        if (words.get(0).equals("local")) {
            try (LeatProcess process = shell.start("./" + command)) {
                return new Ran(process.exitCode(), process.out(), process.err());
            }
        }
        List<String> args = new ArrayList<>();
        for (String word : words) {
            args.add(
                    FILE.matcher(word).replaceFirst(Matcher.quoteReplacement(folder + "/") + "$1"));
        }
        return Ran.leatWithInput(input, args.toArray(String[]::new));
    }

    private Ran created(List<String> words) {
        topics.createTopic(words.get(words.indexOf("--topic") + 1), 1);
        return new Ran(0, List.of(), List.of());
    }

    private Ran edited(List<String> words) throws IOException {
        Matcher replacement = REPLACEMENT.matcher(words.get(2));
        assertThat(replacement.matches()).isTrue();
        Path file = folder.resolve(words.get(3));
        String text = Files.readString(file);
        assertThat(text).contains(replacement.group(1));
        Files.writeString(file, text.replace(replacement.group(1), replacement.group(2)));
        return new Ran(0, List.of(), List.of());
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(
                        word ->
                                Stream.of(word.group(1), word.group(2), word.group(3))
                                        .filter(each -> each != null)
                                        .findFirst()
                                        .orElseThrow())
                .toList();
    }

    private String filled(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(
                        place ->
                                Matcher.quoteReplacement(
                                        places.getOrDefault(place.group(1), place.group())));
    }

    private void assertPrints(Step step, Ran ran) {
        String printed =
                Stream.concat(ran.out().stream(), ran.err().stream())
                        // A slow machine says so, a fast one has read it before that.
                        .filter(line -> !line.equals("starting    reading the deployment"))
                        .map(line -> line.replace(folder + "/", "") + "\n")
                        .collect(Collectors.joining());
        String wanted =
                step.expected().stream()
                        .map(
                                line ->
                                        line.equals(ShellTranscript.ANY)
                                                ? "(?:.*\n)*?"
                                                : pattern(line, new ArrayList<>()) + "\n")
                        .collect(Collectors.joining());
        assertThat(printed + "(exit code " + ran.exitCode() + ")")
                .as("line %d: %s", step.line(), filled(step.command()))
                .matches(wanted + "\\(exit code " + step.exitCode() + "\\)");
    }

    /**
     * What a line must match.
     *
     * @param names of placeholders that are not known yet, in the order of their groups; added to
     */
    private Pattern pattern(String line, List<String> names) {
        StringBuilder pattern = new StringBuilder();
        Matcher variable = VARIABLE.matcher(filled(line));
        while (variable.find()) {
            StringBuilder before = new StringBuilder();
            variable.appendReplacement(before, "");
            pattern.append(Pattern.quote(before.toString()));
            if (variable.group(1) == null) {
                pattern.append(".*?");
            } else {
                names.add(variable.group(1));
                pattern.append("(\\S+)");
            }
        }
        StringBuilder rest = new StringBuilder();
        variable.appendTail(rest);
        return Pattern.compile(pattern + Pattern.quote(rest.toString()));
    }
}
