// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixtureReaderTest {

    private static final String FACT = "# A fact. [point]";

    @TempDir Path group;
    private final Map<String, String> keys = new LinkedHashMap<>();

    FixtureReaderTest() {
        keys.put("deployment", "'kind: SeldonDeployment'");
        keys.put("records", "[{record: only, body: ''}]");
        keys.put("replies", "[]");
        keys.put("calls", "[]");
        keys.put("outputs", "[]");
    }

    private Fixture read() throws IOException {
        return read(FACT);
    }

    private Fixture read(String firstLine) throws IOException {
        StringBuilder text = new StringBuilder(firstLine).append('\n');
        keys.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
        return FixtureReader.read(Files.writeString(group.resolve("one.yaml"), text));
    }

    private Sent onlyRecord(String yaml) throws IOException {
        keys.put("records", yaml);
        return read().records().get(0);
    }

    @Test
    void readsTheFactAndThePointItProves() throws IOException {
        Fixture fixture = read();

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
                    records | [{record: a, body: '', bdoy: ''}]    | records[0]: unknown keys [bdoy] (expected: none)
                    records | [{record: a}]                        | records[0].body: missing (expected: a value)
                    records | [{record: a, body: 1}]               | records[0].body: no mapping (expected: one)
                    records | [{record: a, body: ''}, {record: a, body: ''}] | records[1]: record a again (expected: each name once)
                    records | [{record: a, key: b, body: ''}]      | records[0].key: a text (expected: null, or the record's name says it)
                    records | [{record: a, body: {hex: '', hxe: ''}}] | records[0].body: [hex, hxe] (expected: one key)
                    records | {}                                   | records: no list (expected: one, [] for none)
                    replies | [{record: other, to: x}]             | replies[0].record: other (expected: one of [only])
                    replies | [{record: only, to: x, stauts: a}]   | replies[0]: unknown keys [stauts] (expected: none)
                    replies | [{record: only, to: x, headers: [{a: b, c: d}]}] | replies[0].headers: [a, c] (expected: one key)
                    calls   | [{record: only, to: x, body: null}]  | calls[0].body: null (expected: what is sent)
                    outputs | [{record: only, dead-letter: {code: 1}}] | outputs[0].dead-letter.code: no text but NUMBER (expected: text, quoted if need be)
                    """,
            quoteCharacter = '~')
    void refusesWhatItDoesNotKnow(String key, String text, String message) throws IOException {
        keys.put(key, text);

        assertThatThrownBy(() -> read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAMessageOfAnUnknownType() throws IOException {
        keys.put("records", "[{record: a, body: {inference.Unheard: ''}}]");

        assertThatThrownBy(() -> read())
                .hasMessageStartingWith("records[0].body.inference.Unheard: unknown")
                .hasMessageContaining("inference.ModelInferRequest");
    }

    @Test
    void refusesAFileWithoutAFact() {
        assertThatThrownBy(() -> read("# no fact"))
                .hasMessage("one.yaml: no fact in line 1 (expected: # Some fact. [point])");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployment", "records", "replies", "calls", "outputs"})
    void refusesAFileWithoutOneOfItsKeys(String key) {
        keys.remove(key);

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(key + ": missing (expected: a value)");
    }

    @Test
    void refusesAKeyThatIsNotRead() {
        keys.put("notes", "unused");

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fixture: unknown keys [notes] (expected: none)");
    }

    @Test
    void tellsARepeatedReplyFromOneNobodyAskedFor() throws IOException {
        keys.put("replies", "[{record: only, to: x, body: a}, {record: only, to: x, body: b}]");
        ReplyBook book = new ReplyBook(read());

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
