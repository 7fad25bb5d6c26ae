package io.leat.job.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.leat.job.wire.Fixture.Prediction;
import io.leat.job.wire.Fixture.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixtureReaderTest {

    @TempDir Path group;
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectory(group.resolve("one"));
        write("deployment.yaml", "# A fact. [point]\nkind: SeldonDeployment\n");
        write("records.yaml", "[{record: only, body: ''}]");
        write("replies.yaml", "[]");
        write("calls.yaml", "[]");
        write("outputs.yaml", "[]");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private Sent onlyRecord(String yaml) throws IOException {
        write("records.yaml", yaml);
        return FixtureReader.read(folder).records().get(0);
    }

    @Test
    void readsTheFactAndThePointItProves() throws IOException {
        Fixture fixture = FixtureReader.read(folder);

        assertThat(fixture.fact()).isEqualTo("A fact.");
        assertThat(fixture.point()).isEqualTo("point");
    }

    @Test
    void takesARecordsNameForItsKey() throws IOException {
        assertThat(onlyRecord("[{record: first, body: ''}]").key())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("first");
        assertThat(onlyRecord("[{record: first, key: null, body: ''}]").key()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'é'                                          | c3a9
                    {hex: '00 ff'}                               | 00ff
                    {repeat: [{text: a, times: 3}, {text: b}]}   | 61616162
                    {inference.ModelInferRequest: 'id: "7"'}     | 1a0137
                    {inference.ModelInferRequest: '', and-hex: '9a0601ff'} | 9a0601ff
                    """,
            quoteCharacter = '~')
    void readsABodySaidInAnyWay(String body, String hex) throws IOException {
        Body read = onlyRecord("[{record: only, body: " + body + "}]").body();

        assertThat(read).isNotNull();
        assertThat(read.bytes()).asHexString().isEqualToIgnoringCase(hex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'it''s <\"é\">'",
                "{hex: '00ff'}",
                "{gzip: 'zipped'}",
                "{repeat: [{text: 'a', times: 3}, {text: 'b'}]}",
                "{inference.ModelInferRequest: 'id: \"7\"', and-hex: '9a0601ff'}"
            })
    void saysABodyAsItWasSaid(String body) throws IOException {
        Body read = onlyRecord("[{record: only, body: " + body + "}]").body();

        assertThat(read).isNotNull();
        assertThat(read.yaml()).isEqualTo(body);
    }

    @Test
    void saysOtherMessagesInTheWordsOfTheFirst() throws IOException {
        Body read = onlyRecord("[{record: only, body: {inference.ModelInferRequest: ''}}]").body();

        assertThat(read).isNotNull();
        assertThat(read.sameWay(new byte[] {0x1a, 1, '7'}).yaml())
                .isEqualTo("{inference.ModelInferRequest: 'id: \"7\"'}");
        assertThat(read.sameWay(new byte[] {(byte) 0xff}).yaml()).isEqualTo("{hex: 'ff'}");
    }

    @Test
    void keepsTheBytesOfAMessageThatCame() {
        byte[] other = {0x2a, 0, 0x0a, 1, 'm'};

        assertThat(Body.message("inference.ModelInferRequest", other).bytes()).isEqualTo(other);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    records.yaml | [{record: a, body: '', bdoy: ''}]    | records.yaml[0]: unknown keys [bdoy] (expected: none)
                    records.yaml | [{record: a}]                        | records.yaml[0].body: missing (expected: a value)
                    records.yaml | [{record: a, body: 1}]               | records.yaml[0].body: no mapping (expected: one)
                    records.yaml | [{record: a, body: ''}, {record: a, body: ''}] | records.yaml[1]: record a again (expected: each name once)
                    records.yaml | [{record: a, key: b, body: ''}]      | records.yaml[0].key: a text (expected: null, or the record's name says it)
                    records.yaml | [{record: a, body: {hex: '', hxe: ''}}] | records.yaml[0].body: [hex, hxe] (expected: one key)
                    records.yaml | {}                                   | records.yaml: no list (expected: one, [] for none)
                    replies.yaml | [{record: other, to: x}]             | replies.yaml[0].record: other (expected: one of [only])
                    replies.yaml | [{record: only, to: x, stauts: a}]   | replies.yaml[0]: unknown keys [stauts] (expected: none)
                    replies.yaml | [{record: only, to: x, headers: [{a: b, c: d}]}] | replies.yaml[0].headers: [a, c] (expected: one key)
                    calls.yaml   | [{record: only, to: x, body: null}]  | calls.yaml[0].body: null (expected: what is sent)
                    outputs.yaml | [{record: only, dead-letter: {code: 1}}] | outputs.yaml[0].dead-letter.code: no text but NUMBER (expected: text, quoted if need be)
                    """,
            quoteCharacter = '~')
    void refusesWhatItDoesNotKnow(String file, String text, String message) throws IOException {
        write(file, text);

        assertThatThrownBy(() -> FixtureReader.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAMessageOfAnUnknownType() throws IOException {
        write("records.yaml", "[{record: a, body: {inference.Unheard: ''}}]");

        assertThatThrownBy(() -> FixtureReader.read(folder))
                .hasMessageStartingWith("records.yaml[0].body.inference.Unheard: unknown")
                .hasMessageContaining("inference.ModelInferRequest");
    }

    @Test
    void refusesADeploymentWithoutAFact() throws IOException {
        write("deployment.yaml", "kind: SeldonDeployment\n");

        assertThatThrownBy(() -> FixtureReader.read(folder))
                .hasMessage("deployment.yaml: no fact in line 1 (expected: # Some fact. [point])");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deployment.yaml",
                "records.yaml",
                "replies.yaml",
                "calls.yaml",
                "outputs.yaml"
            })
    void refusesAFolderWithoutOneOfItsFiles(String file) throws IOException {
        Files.delete(folder.resolve(file));

        assertThatThrownBy(() -> FixtureReader.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: " + FixtureReader.FILES + ")");
    }

    @Test
    void refusesAFolderWithAFileNobodyReads() throws IOException {
        write("notes.txt", "unused");

        assertThatThrownBy(() -> FixtureReader.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notes.txt");
    }

    @Test
    void tellsARepeatedReplyFromOneNobodyAskedFor() throws IOException {
        write("replies.yaml", "[{record: only, to: x, body: a}, {record: only, to: x, body: b}]");
        ReplyBook book = new ReplyBook(FixtureReader.read(folder));

        assertThat(book.take("only", "y")).isNull();
        assertThat(book.take("only", "x")).isNotNull();

        assertThat(book.unused()).containsExactly("only to x");
    }

    @Test
    void putsWhatWasSeenIntoTheOrderOfWhatWasExpected() {
        Prediction first = new Prediction("first", List.of(), Body.plain(new byte[] {'1'}));
        Prediction second = new Prediction("second", List.of(), Body.plain(new byte[] {'2'}));
        Prediction third = new Prediction("third", List.of(), Body.plain(new byte[] {'3'}));
        Seen expected = new Seen(List.of(), List.of(first, second), List.of());

        Seen seen = new Seen(List.of(), List.of(third, second, first), List.of());

        assertThat(seen.inTheWordsOf(expected).outputs()).containsExactly(first, second, third);
    }

    @Test
    void notesAUsualHeaderThatIsMissingDoubledOrDifferent() {
        Header puid = Header.of("Seldon-Puid", "p");
        Header other = Header.of("seldon-puid", "q");

        assertThat(Notable.headers(List.of(puid), List.of(puid))).isEmpty();
        assertThat(Notable.headers(List.of(puid, puid), List.of(puid))).containsExactly(puid);
        assertThat(Notable.headers(List.of(other), List.of(puid))).containsExactly(other);
        assertThat(Notable.headers(List.of(), List.of(puid)))
                .extracting(Header::name, Header::text)
                .containsExactly(tuple("missing", "Seldon-Puid"));
    }
}
