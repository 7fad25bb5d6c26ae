// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is typed into a shell and what it answers, as text. A line that begins with {@code ==} is
 * the title of a part, one with {@code #} says something to the reader, one with {@code $} is a
 * command, one with {@code ^C} ends a command that was started in the background with {@code &}.
 * What stands below a command, up to an empty line or the next command, is all that it prints,
 * standard error after standard output; below one in the background, what it prints among other
 * lines. {@code …} is any text in a line, and as a line of its own any lines. At its end stands
 * {@code (exit code N)} where that is not 0. A command that ends with {@code <<END} takes the lines
 * up to {@code END} as its input.
 */
record ShellTranscript(List<Part> parts) {

    /** Commands that belong together. */
    record Part(String title, List<Step> steps) {}

    /**
     * A command, or the end of one.
     *
     * @param line where it stands in the text, from 1 on
     * @param command without the sign before it
     * @param input the lines that are typed below it
     * @param expected what it prints
     */
    record Step(
            int line,
            Kind kind,
            String command,
            List<String> input,
            List<String> expected,
            int exitCode) {}

    /** What becomes of a command. */
    enum Kind {
        /** It is run to its end. */
        RUN,
        /** It is started, and goes on. */
        START,
        /** It is ended as by Ctrl-C. */
        STOP
    }

    /** Any text in a line. */
    static final String ANY = "…";

    private static final String HERE = " <<END";
    private static final String BACKGROUND = " &";
    private static final Pattern EXIT_CODE = Pattern.compile("\\(exit code (\\d+)\\)");

    static ShellTranscript of(String text) {
        List<Part> parts = new ArrayList<>();
        List<String> lines = text.lines().toList();
        boolean isInput = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (isInput) {
                isInput = !line.equals("END");
            } else if (line.startsWith("== ")) {
                parts.add(new Part(line.substring(3), new ArrayList<>()));
            } else if (isCommand(line)) {
                parts.get(parts.size() - 1).steps().add(step(lines, i));
                isInput = line.endsWith(HERE);
            }
        }
        return new ShellTranscript(parts);
    }

    private static boolean isCommand(String line) {
        return line.startsWith("$ ") || line.startsWith("^C ");
    }

    private static Step step(List<String> lines, int at) {
        String[] typed = lines.get(at).split(" ", 2);
        boolean goesOn = typed[1].endsWith(BACKGROUND);
        boolean takesInput = typed[1].endsWith(HERE);
        int next = at + 1;
        List<String> input = new ArrayList<>();
        for (; takesInput && !lines.get(next).equals("END"); next++) {
            input.add(lines.get(next));
        }
        List<String> expected = new ArrayList<>();
        int exitCode = 0;
        for (int i = takesInput ? next + 1 : next; i < lines.size() && !isEnd(lines.get(i)); i++) {
            Matcher code = EXIT_CODE.matcher(lines.get(i));
            if (code.matches()) {
                exitCode = Integer.parseInt(code.group(1));
            } else {
                expected.add(lines.get(i));
            }
        }
        Kind kind = typed[0].equals("^C") ? Kind.STOP : goesOn ? Kind.START : Kind.RUN;
        String command = without(without(typed[1], BACKGROUND), HERE);
        return new Step(at + 1, kind, command, input, expected, exitCode);
    }

    private static String without(String text, String end) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }

    private static boolean isEnd(String line) {
        return line.isEmpty() || line.startsWith("# ") || isCommand(line);
    }
}
