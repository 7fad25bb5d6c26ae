// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all commands have in common: files, formats, names that are near, version. */
class CommandLineTest {

    private static final Path EXAMPLE =
            Path.of("src/main/resources/io/leat/local/example/fashion/fashion.yaml");

    @TempDir private Path folder;

    private static String render(String... args) {
        Ran ran = Ran.leat(args);
        assertThat(ran.exitCode()).as(ran.err().toString()).isZero();
        return ran.text();
    }

    @Test
    void readsADeploymentByPositionByOptionAndFromStandardInput() throws Exception {
        String path = EXAMPLE.toString();
        Ran positional = Ran.leat("validate", path);
        Ran option = Ran.leat("validate", "-f", path);
        Ran input = Ran.leatWithInput(Files.readString(EXAMPLE), "validate", "-");
        Ran optionInput = Ran.leatWithInput(Files.readString(EXAMPLE), "validate", "-f", "-");

        assertThat(positional.exitCode()).isZero();
        assertThat(option).isEqualTo(positional);
        assertThat(input.exitCode()).isZero();
        assertThat(input.text()).isEqualTo(positional.text().replace(path, "standard input"));
        assertThat(optionInput).isEqualTo(input);
    }

    @Test
    void rendersWhatComesOnStandardInput() throws Exception {
        Ran piped =
                Ran.leatWithInput(
                        Files.readString(EXAMPLE), "render", "--storage-class=shared", "-");

        assertThat(piped.text())
                .isEqualTo(render("render", "--storage-class=shared", "-f", EXAMPLE.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    validate|FILE is missing (expected: a file with SeldonDeployments, or - for standard input)
                    render|FILE is missing (expected: a file with SeldonDeployments, or - for standard input)
                    validate - -f -|FILE is - twice (expected: once, as standard input is read once)
                    local a.yaml -f b.yaml|--deployment b.yaml with a.yaml (expected: one of them)
                    redrive a.yaml -f b.yaml|--deployment b.yaml with a.yaml (expected: one of them)
                    render -o rendered a.yaml|Invalid value for option '--output': "rendered" (expected: yaml, json); a folder is --output-dir rendered
                    render -o ymal a.yaml|Invalid value for option '--output': "ymal" (expected: yaml, json; did you mean yaml?); a folder is --output-dir ymal
                    render -o json --output-dir x a.yaml|--output json with --output-dir (expected: one of them, as the files are YAML)
                    status -o yaml|Invalid value for option '--output': "yaml" (expected: text, json)
                    local --untilend|unknown option --untilend (did you mean --until-end?)
                    local --brokr=a:1|unknown option --brokr (did you mean --broker?)
                    watch --from-begin|unknown option --from-begin (did you mean --from-beginning?)
                    watch --nothing-like-it|unknown option --nothing-like-it
                    local -o json|unknown option -o
                    local -t a|unknown option -t
                    status extra|unexpected argument "extra" (expected: options only)
                    completion tcsh|Invalid value for positional parameter at index 0 (SHELL): "tcsh" (expected: bash, zsh, fish)
                    help rendr|unknown command "rendr" (did you mean render?)
                    send -t a --key k -K :|--key with --key-separator (expected: one of them)
                    send -t a -K `` x|--key-separator: "" (expected: a text between key and value)
                    """)
    void saysWhatWasMeant(String command, String message) {
        String[] words = command.replace("``", "").split(" ", -1);
        Ran ran = Ran.leat(words);

        assertThat(ran.err())
                .containsExactly(
                        "leat " + words[0] + ": " + message,
                        "leat " + words[0] + " --help says what there is");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "rendr, render",
        "deadletters, dead-letters",
        "dead, dead-letters",
        "compl, completion",
        "Validate, validate"
    })
    void namesTheNearestCommand(String word, String meant) {
        assertThat(Ran.leat(word).err().get(0))
                .isEqualTo(
                        "leat: unknown command \"%s\" (did you mean %s?)".formatted(word, meant));
    }

    @Test
    void listsTheCommandsWhereNoneIsNear() {
        assertThat(Ran.leat("quux").err().get(0))
                .startsWith("leat: unknown command \"quux\" (expected: one of local, init, ");
        assertThat(Ran.leat().err().get(0))
                .startsWith("leat: no command given (expected: one of local, init, ");
    }

    @Test
    void rendersOneListInJson() throws Exception {
        JsonNode list =
                new ObjectMapper()
                        .readTree(
                                render(
                                        "render",
                                        "--storage-class=shared",
                                        "-o",
                                        "json",
                                        EXAMPLE.toString()));

        assertThat(list.path("kind").asText()).isEqualTo("List");
        assertThat(list.path("items").findValuesAsText("kind")).contains("FlinkDeployment");
        assertThat(list.path("items").size())
                .isEqualTo(
                        render("render", "--storage-class=shared", EXAMPLE.toString())
                                .split("(?m)^---$")
                                .length);
    }

    @Test
    void printsADraftAsYamlOrJson() throws Exception {
        String[] draft = {
            "init",
            "--model=http://127.0.0.1:8080",
            "--protocol=v2",
            "--model-name=iris",
            "--input-topic=in",
            "--output-topic=out",
            "--broker=localhost:9092",
            "-o",
            "json"
        };

        JsonNode json = new ObjectMapper().readTree(render(draft));

        assertThat(json.path("kind").asText()).isEqualTo("SeldonDeployment");
        assertThat(Ran.leatWithInput(json.toString(), "validate", "-").exitCode()).isZero();
    }

    @Test
    void saysItsVersionForAPersonAndForAProgram() throws Exception {
        Ran version = Ran.leat("version");
        JsonNode json = new ObjectMapper().readTree(render("version", "-o", "json"));

        assertThat(version.out()).hasSize(4);
        assertThat(version.out().get(0)).matches("leat \\d+\\.\\d+\\.\\d+-(SNAPSHOT|\\d+\\.\\d+)");
        assertThat(version.out().get(1)).matches("flink \\d+\\.\\d+\\.\\d+");
        assertThat(version.out().get(3)).isEqualTo("java " + System.getProperty("java.version"));
        assertThat(Ran.leat("--version").out()).isEqualTo(version.out().subList(0, 1));
        assertThat(Ran.leat("send", "-V").out()).isEqualTo(version.out().subList(0, 1));
        assertThat("leat " + json.path("leat").asText()).isEqualTo(version.out().get(0));
        assertThat("kafka " + json.path("kafka").asText()).isEqualTo(version.out().get(2));
    }

    @ParameterizedTest
    @CsvSource({"-q, validate", "validate, -q", "validate, --quiet"})
    void saysNothingButTheAnswerAndErrorsWhenQuiet(String first, String second) throws Exception {
        Path file = folder.resolve("warned.yaml");
        Files.writeString(
                file,
                Files.readString(EXAMPLE).replaceFirst("(?m)^spec:", "spec:\n  feedback: {a: b}"));
        Ran loud = Ran.leat("render", "--storage-class=shared", file.toString());

        assertThat(loud.err()).isNotEmpty().allMatch(line -> line.contains("warning: "));
        assertThat(Ran.leat("render", "--storage-class=shared", "-q", file.toString()))
                .isEqualTo(new Ran(0, loud.out(), List.of()));
        assertThat(Ran.leat(first, second, folder + "/absent.yaml").err()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"bash, complete ", "zsh, bashcompinit", "fish, complete -c leat"})
    void printsACompletionOfEveryCommandAndOption(String shell, String sign) {
        String script = render("completion", shell);

        assertThat(script).contains(sign, "dead-letters", "key-separator", "help-all");
    }

    @Test
    void describesAndOffersValuesInFish() {
        assertThat(render("completion", "fish").lines())
                .contains(
                        "complete -c leat -f",
                        "complete -c leat -n __fish_use_subcommand -a version -d 'Prints the"
                                + " versions of leat, Flink, Kafka\\'s clients and Java'",
                        "complete -c leat -n '__fish_seen_subcommand_from render' -s o -l output -x"
                                + " -a 'yaml json' -d 'What to print: yaml, json'",
                        "complete -c leat -n '__fish_seen_subcommand_from render' -l output-dir -r"
                                + " -F -d 'Write one file for each object and a kustomization'",
                        "complete -c leat -n '__fish_seen_subcommand_from completion' -a 'bash zsh"
                                + " fish'")
                .allMatch(line -> line.startsWith("#") || line.startsWith("complete -c leat"));
    }
}
