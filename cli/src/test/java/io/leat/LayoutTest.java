// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private static Stream<Path> sources(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    @Test
    void contributingSaysOfEachPackageWhatThePackageSays() {
        Map<String, String> packages = new TreeMap<>();
        for (String module : MODULES) {
            sources(module)
                    .filter(file -> file.endsWith("package-info.java"))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .map(LayoutTest::text)
                    .forEach(
                            info -> {
                                Matcher name = PACKAGE.matcher(info);
                                assertThat(name.find()).isTrue();
                                packages.put(name.group(1), summary(info));
                            });
        }

        Map<String, String> listed = new TreeMap<>();
        ROW.matcher(text(ROOT.resolve("CONTRIBUTING.md")))
                .results()
                .forEach(row -> listed.put(row.group(1), row.group(2)));
        listed.remove("io.leat.wire"); // generated

        assertThat(listed).isEqualTo(packages);
    }

    @Test
    void eachDecisionIsNamedWhereItIsCarriedOut() throws IOException {
        String code =
                Stream.concat(
                                MODULES.stream().flatMap(LayoutTest::sources),
                                Stream.of(ROOT.resolve("pom.xml")))
                        .map(LayoutTest::text)
                        .collect(joining());
        try (Stream<Path> records = Files.list(ROOT.resolve("docs/adr"))) {
            assertThat(records.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> !name.equals("README.md"))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(code).contains("docs/adr/" + name));
        }
    }
}
