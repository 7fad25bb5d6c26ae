// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.UnreadableFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML as Kubernetes reads it. The one difference in syntax between go-yaml and SnakeYAML that
 * matters is the tab: go-yaml takes it for a space between two tokens (and as indentation inside
 * brackets), SnakeYAML refuses it. So a refused tab is replaced by a space where go-yaml would have
 * taken it, and the text is read again.
 */
final class YamlDocuments {

    private static final Pattern LEADING_TABS = Pattern.compile("(?m)^\\t+");

    /** What may stand before the indentation of a block ends. */
    private static final Pattern INDENTATION = Pattern.compile("[ \\t]*([-?:][ \\t]+)*[-?:]?");

    private static final int MAX_TABS = 500;

    /** Characters read again because of tabs; far more than a deployment of {@link #MAX_TABS}. */
    private static final long MAX_REREAD = 64 << 20;

    private YamlDocuments() {}

    static List<JsonNode> of(String text, String source) throws UnreadableFileException {
        requireShortLines(text, source);
        String candidate = text;
        List<Integer> indentingTabs = new ArrayList<>();
        for (int tabs = 0; ; tabs++) {
            try {
                List<Event> events = events(candidate);
                requireInsideBrackets(indentingTabs, events, text, source);
                return new YamlTree(source, events).documents();
            } catch (MarkedYAMLException e) {
                int at = e.getProblemMark() == null ? -1 : index(candidate, e.getProblemMark());
                if (at < 0 || candidate.charAt(at) != '\t' || isTooMuch(tabs, candidate)) {
                    throw unreadable(text, source, e);
                }
                candidate = withoutTab(candidate, at, indentingTabs);
            } catch (ReaderException e) {
                throw new UnreadableFileException(
                        source,
                        0,
                        0,
                        String.format("the character U+%04X (expected: text)", e.getCodePoint()));
            } catch (YAMLException e) {
                throw new UnreadableFileException(source, 0, 0, "no YAML");
            }
        }
    }

    private static void requireShortLines(String text, String source)
            throws UnreadableFileException {
        int line = 1;
        int start = 0;
        while (start <= text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            if (end - start > Limits.LINE) {
                throw new UnreadableFileException(
                        source,
                        line,
                        1,
                        "a line of %d characters (expected: at most %d)"
                                .formatted(end - start, Limits.LINE));
            }
            start = end + 1;
            line++;
        }
    }

    private static boolean isTooMuch(int tabs, String text) {
        return tabs == MAX_TABS || tabs * (long) text.length() > MAX_REREAD;
    }

    private static List<Event> events(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Limits.TEXT); // which the text keeps; its own is lower
        ParserImpl parser = new ParserImpl(new StreamReader(text), options);
        List<Event> events = new ArrayList<>();
        while (parser.peekEvent() != null) {
            events.add(parser.getEvent());
        }
        return events;
    }

    /** The text without a tab; if it begins a line, without all that do, which are often many. */
    private static String withoutTab(String text, int at, List<Integer> indentingTabs) {
        int start = text.lastIndexOf('\n', at) + 1;
        if (at == start) {
            return withoutLeadingTabs(text, indentingTabs);
        }
        if (INDENTATION.matcher(text.substring(start, at)).matches()) {
            indentingTabs.add(at);
        }
        return text.substring(0, at) + ' ' + text.substring(at + 1);
    }

    private static String withoutLeadingTabs(String text, List<Integer> found) {
        Matcher matcher = LEADING_TABS.matcher(text);
        return matcher.replaceAll(
                tabs -> {
                    found.add(tabs.start());
                    return " ".repeat(tabs.end() - tabs.start());
                });
    }

    /** Outside brackets a tab as indentation is an error; which it was shows only afterwards. */
    private static void requireInsideBrackets(
            List<Integer> tabs, List<Event> events, String text, String source)
            throws UnreadableFileException {
        if (tabs.isEmpty()) {
            return;
        }
        FlowRanges brackets = FlowRanges.of(events);
        int line = 0;
        int counted = 0;
        for (int tab : tabs.stream().sorted().toList()) {
            for (; counted < tab; counted++) {
                line += text.charAt(counted) == '\n' ? 1 : 0;
            }
            if (!brackets.containsLine(line) && !restOfLine(text, tab).isBlank()) {
                throw new UnreadableFileException(
                        source,
                        line + 1,
                        tab - text.lastIndexOf('\n', tab),
                        "a tab as indentation (expected: spaces)");
            }
        }
    }

    private static String restOfLine(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.substring(at) : text.substring(at, end);
    }

    /** Where a mark points in the text; its own index counts code points. */
    private static int index(String text, Mark mark) {
        int index =
                text.offsetByCodePoints(
                        0, Math.min(mark.getIndex(), text.codePointCount(0, text.length())));
        return index < text.length() ? index : -1;
    }

    private static UnreadableFileException unreadable(
            String text, String source, MarkedYAMLException e) {
        Mark mark = e.getProblemMark();
        String indentation = Indentation.problem(text, e);
        if (mark != null && indentation != null) {
            return new UnreadableFileException(
                    source, mark.getLine() + 1, mark.getColumn() + 1, indentation);
        }
        return new UnreadableFileException(
                source,
                mark == null ? 0 : mark.getLine() + 1,
                mark == null ? 0 : mark.getColumn() + 1,
                e.getProblem() == null ? "no YAML" : "no YAML: " + e.getProblem());
    }

    static UnreadableFileException unreadable(String source, Event at, String problem) {
        return new UnreadableFileException(
                source,
                at.getStartMark().getLine() + 1,
                at.getStartMark().getColumn() + 1,
                problem);
    }
}
