// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING and the decision records say of the code is what the code says of itself. */
class LayoutTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("connectors", "job", "k8s", "cli", "bench", "testing");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern DOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\|[^|]*\\| `(io[\\w.]+)` \\| (.*) \\|$");

    private static final Pattern GENERATED =
            Pattern.compile("<!-- Made (?:from (\\w+) )?by (\\w+):");
    private static final Pattern DECLARED =
            Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");

    /** A name of at least two words, as that of a class is. */
    private static final String TWO_WORDS = "([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)";

    private static final Pattern CODE = Pattern.compile("\\{@code\\s+" + TWO_WORDS + "[}#.]");
    private static final Pattern QUOTED = Pattern.compile("`" + TWO_WORDS + "`");
    private static final Set<String> FOREIGN = Set.of("AtLeastOnce", "InetAddress", "MiniCluster");

    /** What surefire, failsafe and {@code job/it/interop.sh} run. */
    private static final List<String> TEST_ENDS =
            List.of("Test", "ITCase", "Properties", "IT", "Interop");

    private static final Pattern TEST_METHOD =
            Pattern.compile(
                    "(?m)^ +@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|Property|Example"
                            + "|ArchTest)\\b");
    private static final Pattern ABSTRACT = Pattern.compile("(?m)^(?:public )?abstract class ");

    private static Stream<Path> sources(String module) {
        return SourceFiles.below(ROOT.resolve(module).resolve("src"));
    }

    /** The first comment of a {@code package-info}, on one line, as Markdown. */
    private static String summary(String packageInfo) {
        Matcher doc = DOC.matcher(packageInfo);
        return doc.find()
                ? doc.group(1)
                        .replaceAll("\\n \\* ?", " ")
                        .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                        .strip()
                        .replaceAll("\\.$", "")
                : "";
    }

    /** The text with the rows that it has for these packages written anew. */
    private static String rowsOf(Map<String, String> packages, String text) {
        return ROW.matcher(text)
                .replaceAll(
                        row -> {
                            String start = row.group().substring(0, row.start(2) - row.start());
                            String said = packages.getOrDefault(row.group(1), row.group(2));
                            return Matcher.quoteReplacement(start + said + " |");
                        });
    }

    @Test
    void contributingSaysOfEachPackageWhatThePackageSays() throws IOException {
        Map<String, String> packages = new TreeMap<>();
        for (String module : MODULES) {
            sources(module)
                    .filter(file -> file.endsWith("package-info.java"))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .map(SourceFiles::text)
                    .forEach(
                            info -> {
                                Matcher name = PACKAGE.matcher(info);
                                assertThat(name.find()).isTrue();
                                packages.put(name.group(1), summary(info));
                            });
        }

        Path contributing = ROOT.resolve("CONTRIBUTING.md");
        if (Boolean.getBoolean("leat.docs.write")) {
            Files.writeString(contributing, rowsOf(packages, SourceFiles.text(contributing)));
        }
        Map<String, String> listed = new TreeMap<>();
        ROW.matcher(SourceFiles.text(contributing))
                .results()
                .forEach(row -> listed.put(row.group(1), row.group(2)));
        listed.remove("io.leat.wire"); // generated

        assertThat(listed).isEqualTo(packages);
    }

    /**
     * A generated page begins with the class to change it in, which a renaming must not leave
     * behind.
     */
    @Test
    void generatedPagesNameClassesThatExist() throws IOException {
        Set<String> classes =
                MODULES.stream()
                        .flatMap(LayoutTest::sources)
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .collect(toSet());
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            assertThat(
                            pages.filter(page -> page.toString().endsWith(".md"))
                                    .map(SourceFiles::text)
                                    .flatMap(page -> GENERATED.matcher(page).results())
                                    .flatMap(made -> Stream.of(made.group(1), made.group(2)))
                                    .filter(Objects::nonNull))
                    .isNotEmpty()
                    .isSubsetOf(classes);
        }
    }

    /**
     * A name of two words in {@code @code} of Javadoc or in CONTRIBUTING is taken for a class of
     * ours; a library's class is linked to, or stands in {@link #FOREIGN}.
     */
    @Test
    void commentsNameClassesThatExist() {
        List<String> sources =
                MODULES.stream().flatMap(LayoutTest::sources).map(SourceFiles::text).toList();
        Set<String> known =
                Stream.concat(
                                sources.stream()
                                        .flatMap(source -> DECLARED.matcher(source).results())
                                        .map(declared -> declared.group(1)),
                                FOREIGN.stream())
                        .collect(toSet());
        Stream<String> inJavadoc =
                sources.stream()
                        .flatMap(source -> DOC.matcher(source).results())
                        .flatMap(doc -> CODE.matcher(doc.group(1)).results())
                        .map(code -> code.group(1));
        Stream<String> inContributing =
                QUOTED.matcher(SourceFiles.text(ROOT.resolve("CONTRIBUTING.md")))
                        .results()
                        .map(code -> code.group(1));

        assertThat(Stream.concat(inJavadoc, inContributing)).isNotEmpty().isSubsetOf(known);
    }

    /** A class with another end would compile and never be run. */
    @Test
    void testsEndAsWhatRunsThem() {
        assertThat(
                        MODULES.stream()
                                .flatMap(LayoutTest::sources)
                                .filter(file -> file.toString().contains("/src/test/"))
                                .filter(file -> TEST_METHOD.matcher(SourceFiles.text(file)).find())
                                .filter(file -> !ABSTRACT.matcher(SourceFiles.text(file)).find())
                                .map(file -> file.getFileName().toString().replace(".java", "")))
                .isNotEmpty()
                .allMatch(name -> TEST_ENDS.stream().anyMatch(name::endsWith));
    }

    @Test
    void eachDecisionIsNamedWhereItIsCarriedOut() throws IOException {
        String code =
                Stream.concat(
                                MODULES.stream().flatMap(LayoutTest::sources),
                                Stream.of(ROOT.resolve("pom.xml")))
                        .map(SourceFiles::text)
                        .collect(joining());
        try (Stream<Path> records = Files.list(ROOT.resolve("docs/adr"))) {
            assertThat(records.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> !name.equals("README.md"))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(code).contains("docs/adr/" + name));
        }
    }
}
