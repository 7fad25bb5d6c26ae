// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The sentence "Uses …" of a {@code package-info} names the packages of Leat that the files beside
 * it import, all of them and no other. {@code x..} is {@code x} and the packages below it. The
 * generated messages ({@code io.leat.wire}) are not listed.
 */
class PackageDependenciesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("connectors", "job", "k8s", "cli", "bench", "testing");

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package io\\.leat\\.([\\w.]+);");
    private static final Pattern NO_CODE =
            Pattern.compile(
                    "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|//[^\\n]*|/\\*.*?\\*/",
                    Pattern.DOTALL);
    private static final Pattern CLASS_OF_OURS =
            Pattern.compile("\\bio\\.leat\\.([a-z]\\w*(?:\\.[a-z]\\w*)*)\\.[A-Z]");
    private static final Pattern USES =
            Pattern.compile(
                    "Uses (no other package of Leat|\\{@code [\\w.]+}"
                            + "(?:(?:,| and) \\{@code [\\w.]+})*)\\.");
    private static final Pattern NAME = Pattern.compile("\\{@code ([\\w.]+)}");

    /** The statements of one package, normally one, and the packages that its files import. */
    private static final class Imports {
        private final List<List<String>> statements = new ArrayList<>();
        private final TreeSet<String> used = new TreeSet<>();
    }

    @TestFactory
    Stream<DynamicTest> everyPackageNamesWhatItUses() {
        Map<String, Imports> packages = new TreeMap<>();
        MODULES.stream()
                .flatMap(PackageDependenciesTest::sources)
                .forEach(file -> read(file, packages));
        return packages.entrySet().stream()
                .map(
                        each ->
                                DynamicTest.dynamicTest(
                                        each.getKey(),
                                        () -> check(each.getKey(), each.getValue())));
    }

    private static void read(Path file, Map<String, Imports> packages) {
        String text = SourceFiles.text(file);
        Matcher declaration = PACKAGE.matcher(text);
        assertThat(declaration.find()).as(file.toString()).isTrue();
        String name = declaration.group(1);
        Imports of = packages.computeIfAbsent(name, key -> new Imports());
        if (file.endsWith("package-info.java")) {
            USES.matcher(text.replaceAll("\\s+\\*?\\s*", " "))
                    .results()
                    .forEach(uses -> of.statements.add(names(uses.group(1))));
            return;
        }
        CLASS_OF_OURS
                .matcher(NO_CODE.matcher(text).replaceAll(" "))
                .results()
                .map(used -> used.group(1))
                .filter(used -> !used.equals(name) && !used.startsWith("wire"))
                .forEach(of.used::add);
    }

    private static List<String> names(String sentence) {
        return NAME.matcher(sentence).results().map(each -> each.group(1)).toList();
    }

    private static void check(String name, Imports imports) {
        assertThat(imports.statements)
                .as(
                        "package-info of io.leat.%s: one sentence \"Uses {@code a}, {@code b} and"
                                + " {@code c}.\" or \"Uses no other package of Leat.\"; it uses %s",
                        name, imports.used)
                .hasSize(1);
        List<String> stated = imports.statements.get(0);
        assertThat(imports.used)
                .as("used by io.leat.%s, whose package-info names %s", name, stated)
                .allMatch(used -> stated.stream().anyMatch(each -> covers(each, used)));
        assertThat(stated)
                .as("named by the package-info of io.leat.%s, which uses %s", name, imports.used)
                .allMatch(each -> imports.used.stream().anyMatch(used -> covers(each, used)));
    }

    private static boolean covers(String stated, String used) {
        if (!stated.endsWith("..")) {
            return used.equals(stated);
        }
        String top = stated.substring(0, stated.length() - "..".length());
        return used.equals(top) || used.startsWith(top + ".");
    }

    private static Stream<Path> sources(String module) {
        return SourceFiles.below(ROOT.resolve(module).resolve("src/main/java"));
    }
}
