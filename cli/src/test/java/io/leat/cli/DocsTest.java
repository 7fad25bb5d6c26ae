// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.leat.deployment.reader.DeploymentReader;
import io.leat.options.catalog.LeatOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * What README, {@code docs/} and the Kubernetes guide show is what exists: commands, YAML, links
 * and options.
 */
class DocsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path README = ROOT.resolve("README.md");
    private static final int README_LINES = 170;

    /** The language and the lines of a code block. */
    private static final Pattern BLOCK =
            Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final String LEAT = "./leat ";

    /** The target of a link or picture, without a title. */
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    /** A long option in code style, at its beginning. */
    private static final Pattern OPTION = Pattern.compile("`(--[a-z][a-z0-9-]+)");

    /** Of v1's executor, the job's and the bench's own programs, and placeholders. */
    private static final Set<String> OPTIONS_OF_OTHERS =
            Set.of(
                    "--sdep",
                    "--namespace",
                    "--protocol",
                    "--transport",
                    "--deployment",
                    "--deployment-text",
                    "--variables-of",
                    "--deployments",
                    "--taskmanager",
                    "--jobmanager",
                    "--upload",
                    "--size",
                    "--kafka-client",
                    "--warm-up",
                    "--all",
                    "--seed",
                    "--build-arg",
                    "--oci",
                    "--base",
                    "--flink",
                    "--filesystems",
                    "--plugin",
                    "--server-side",
                    "--prune",
                    "--api",
                    "--include-crds",
                    "--flag");

    /** What the guide may say, of all that kubectl and helm take. */
    private static final Map<String, Set<String>> FLAGS =
            Map.ofEntries(
                    Map.entry(
                            "kubectl apply",
                            Set.of(
                                    "-f",
                                    "-k",
                                    "--namespace",
                                    "-l",
                                    "--prune",
                                    "--prune-allowlist")),
                    Map.entry("kubectl create", Set.of("--from-literal", "--namespace")),
                    Map.entry("kubectl delete", Set.of("-k", "--namespace")),
                    Map.entry("kubectl exec", Set.of("-it", "--namespace")),
                    Map.entry("kubectl get", Set.of("--namespace", "--watch")),
                    Map.entry("kubectl label", Set.of()),
                    Map.entry("kubectl logs", Set.of("--namespace")),
                    Map.entry("kubectl port-forward", Set.of("--namespace")),
                    Map.entry("kubectl wait", Set.of("--for", "--timeout", "--namespace")),
                    Map.entry("helm repo", Set.of()),
                    Map.entry("helm package", Set.of("--version")),
                    Map.entry("helm push", Set.of()),
                    Map.entry(
                            "helm install", Set.of("--namespace", "--create-namespace", "--set")));

    /** README, the pages of {@code docs/}, and what users read beside the code. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        pages.add(README);
        for (String name :
                List.of("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "k8s/README.md")) {
            pages.add(ROOT.resolve(name));
        }
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    private static Stream<String> blocks(String... languages) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path page : pages()) {
            text.append(Files.readString(page));
        }
        Matcher block = BLOCK.matcher(text);
        return block.results()
                .filter(found -> List.of(languages).contains(found.group(1)))
                .map(found -> found.group(2));
    }

    private static Stream<String> commands() throws IOException {
        return blocks("sh", "bash").flatMap(String::lines).map(String::strip);
    }

    /** The calls of {@code leat}, at the end of a pipe too. */
    static List<String> leatCommands() throws IOException {
        return commands()
                .filter(line -> line.startsWith(LEAT) || line.contains("| " + LEAT))
                .map(line -> line.substring(line.indexOf(LEAT) + LEAT.length()))
                .toList();
    }

    static List<String> yamlBlocks() throws IOException {
        return blocks("yaml").toList();
    }

    private static String[] words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find() && !List.of("#", "|", ">").contains(word.group())) {
            String single = word.group(1);
            String quoted = single == null ? word.group(2) : single;
            words.add(quoted == null ? word.group(3) : quoted);
        }
        return words.toArray(String[]::new);
    }

    @Test
    void showsHowToTryAndHowToBuild() throws Exception {
        assertThat(commands()).contains("./leat local", "./mvnw verify");
    }

    @Test
    void keepsTheReadmeShort() throws Exception {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(README_LINES);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksToFilesAndHeadingsThatExist(Path page) throws Exception {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            String target = link.group(1);
            if (!target.startsWith("http")) {
                String[] parts = target.split("#", 2);
                Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
                assertThat(file).as("%s in %s", target, page).exists();
                if (parts.length == 2) {
                    assertThat(anchors(file)).as("%s in %s", target, page).contains(parts[1]);
                }
            }
        }
    }

    /** Headings as GitHub makes anchors of them. */
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesOptionsThatExist(Path page) throws Exception {
        Set<String> known = options();
        Matcher option = OPTION.matcher(Files.readString(page));
        while (option.find()) {
            assertThat(known).as("%s in %s", option.group(), page).contains(option.group(1));
        }
    }

    /** Those of the job and of every command, and the few of other programs that pages name. */
    private static Set<String> options() {
        Set<String> known = new HashSet<>(OPTIONS_OF_OTHERS);
        LeatOptions.ALL.forEach(option -> known.add("--" + option.flag()));
        addOptions(LeatCommand.commandLine(), known);
        return known;
    }

    private static void addOptions(CommandLine command, Set<String> known) {
        command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
        command.getSubcommands().values().forEach(each -> addOptions(each, known));
    }

    @ParameterizedTest
    @MethodSource("leatCommands")
    void showsCommandsThatAreTaken(String command) {
        assertThatCode(() -> LeatCommand.commandLine().parseArgs(words(command)))
                .doesNotThrowAnyException();
    }

    /** The page shows the command and, below it, the file. */
    @Test
    void showsTheFileThatInitPrints() throws Exception {
        List<String> inits =
                leatCommands().stream().filter(line -> line.startsWith("init ")).toList();

        assertThat(inits).isNotEmpty();
        for (String command : inits) {
            Ran init = Ran.leat(words(command));
            assertThat(init.exitCode()).as(command).isZero();
            assertThat(yamlBlocks()).contains(init.text() + "\n");
        }
    }

    @Test
    void namesFilesThatAreThere() throws Exception {
        assertThat(commands().flatMap(line -> Stream.of(words(line))))
                .filteredOn(word -> word.startsWith("k8s/"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Path.of("..").resolve(file)).exists());
    }

    @Test
    void callsOnlyProgramsThatItTellsOf() throws Exception {
        assertThat(commands().filter(line -> !line.isEmpty()).map(line -> words(line)[0]))
                .containsOnly(
                        "./leat",
                        "./mvnw",
                        "echo",
                        "flink",
                        "kubectl",
                        "helm",
                        "docker",
                        "k8s/image/base",
                        "skopeo",
                        "sed",
                        "k8s/build-image");
    }

    static List<String> kubernetesCommands() throws IOException {
        return commands()
                .filter(line -> line.startsWith("kubectl ") || line.startsWith("helm "))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kubernetesCommands")
    void writesKubectlAndHelmAsTheyTakeIt(String command) {
        List<String> words = List.of(words(command.replaceFirst(" -- .*", "")));
        String verb = String.join(" ", words.subList(0, 2));

        assertThat(FLAGS).containsKey(verb);
        assertThat(words)
                .filteredOn(word -> word.startsWith("-"))
                .extracting(word -> word.replaceFirst("=.*", ""))
                .isSubsetOf(FLAGS.get(verb));
    }

    @ParameterizedTest
    @MethodSource("yamlBlocks")
    void showsDeploymentsThatAreValid(String yaml) throws Exception {
        assertThat(DeploymentReader.read(yaml, "README.md"))
                .allSatisfy(document -> assertThat(document.errors()).isEmpty());
    }
}
