package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.leat.deployment.DeploymentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README and the guide to Kubernetes show is what the command takes. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path GUIDE = Path.of("..", "k8s", "README.md");

    /** The language and the lines of a code block. */
    private static final Pattern BLOCK =
            Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final String LEAT = "./leat ";

    /** What the guide may say, of all that kubectl and helm take. */
    private static final Map<String, Set<String>> FLAGS =
            Map.ofEntries(
                    Map.entry("kubectl apply", Set.of("-f", "-k", "--namespace")),
                    Map.entry("kubectl create", Set.of("--from-literal", "--namespace")),
                    Map.entry("kubectl delete", Set.of("-k", "--namespace")),
                    Map.entry("kubectl exec", Set.of("-it", "--namespace")),
                    Map.entry("kubectl get", Set.of("--namespace", "--watch")),
                    Map.entry("kubectl logs", Set.of("--namespace")),
                    Map.entry("kubectl port-forward", Set.of("--namespace")),
                    Map.entry("kubectl wait", Set.of("--for", "--timeout", "--namespace")),
                    Map.entry("helm repo", Set.of()),
                    Map.entry(
                            "helm install", Set.of("--namespace", "--create-namespace", "--set")));

    private static Stream<String> blocks(String... languages) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(README) + Files.readString(GUIDE));
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
        while (word.find() && !word.group().equals("#") && !word.group().equals("|")) {
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

    @ParameterizedTest
    @MethodSource("leatCommands")
    void showsCommandsThatAreTaken(String command) {
        assertThatCode(() -> LeatCommand.commandLine().parseArgs(words(command)))
                .doesNotThrowAnyException();
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
