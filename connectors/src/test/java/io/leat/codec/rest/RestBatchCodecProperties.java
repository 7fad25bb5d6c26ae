// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.Batches;
import io.leat.codec.Codecs;
import io.leat.codec.Payloads;
import io.leat.codec.RowModels;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** For any mix of requests: merged, called and split is the same as a call for each. */
class RestBatchCodecProperties {

    private static void assertSameAsAlone(
            Protocol protocol, List<String> texts, Batches.Model model) throws BadPayloadException {
        List<Payload> requests = texts.stream().map(Payloads::json).toList();

        List<Payload> answers =
                Batches.shared(Codecs.batch(protocol, Transport.REST), requests, model);

        for (int i = 0; i < answers.size(); i++) {
            assertThat(RowModels.tree(answers.get(i)))
                    .as("answer to %s", texts.get(i))
                    .isEqualTo(RowModels.tree(model.apply(requests.get(i))));
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void tensorflow(
            @ForAll @Size(min = 1, max = 12) List<@From("tensorflowRequests") String> requests)
            throws BadPayloadException {
        assertSameAsAlone(Protocol.TENSORFLOW, requests, RowModels::tensorflow);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void v2(@ForAll @Size(min = 1, max = 12) List<@From("v2Requests") String> requests)
            throws BadPayloadException {
        assertSameAsAlone(Protocol.V2, requests, RowModels::v2);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void seldon(@ForAll @Size(min = 1, max = 12) List<@From("seldonRequests") String> requests)
            throws BadPayloadException {
        assertSameAsAlone(Protocol.SELDON, requests, RowModels::seldon);
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.of("1", "-2", "3.50", "1e3", "0.1", "9007199254740993");
    }

    private static Arbitrary<String> words() {
        return Arbitraries.of("\"a\"", "\"],[\"", "\"\\\",\"", "\"é\\u00e9\"", "\"\"");
    }

    private static Arbitrary<String> scalars() {
        return Arbitraries.oneOf(numbers(), words(), Arbitraries.of("true", "false", "null"));
    }

    private static Arbitrary<String> lists(Arbitrary<String> elements) {
        return Combinators.combine(
                        elements.list().ofMinSize(1).ofMaxSize(3), Arbitraries.of(",", " , "))
                .as((list, comma) -> "[" + String.join(comma, list) + "]");
    }

    @Provide
    Arbitrary<String> tensorflowRequests() {
        Arbitrary<String> objects =
                Combinators.combine(Arbitraries.of("a", "f", "i"), lists(scalars()))
                        .as((name, list) -> "{\"" + name + "\":" + list + "}");
        Arbitrary<String> instances =
                lists(
                        Arbitraries.oneOf(
                                scalars(), lists(scalars()), lists(lists(numbers())), objects));
        return Combinators.combine(
                        Arbitraries.of("", "\"signature_name\":\"s\",", " \"x\" : [1], "),
                        instances)
                .as((head, rows) -> "{" + head + "\"instances\": " + rows + "}");
    }

    private static Arbitrary<String> shaped(int rows, int columns, boolean nested, boolean words) {
        return (words ? words() : numbers())
                .list()
                .ofSize(rows * columns)
                .map(
                        values ->
                                nested
                                        ? IntStream.range(0, rows)
                                                .mapToObj(
                                                        row ->
                                                                values.subList(
                                                                                row * columns,
                                                                                (row + 1) * columns)
                                                                        .toString())
                                                .collect(Collectors.joining(",", "[", "]"))
                                        : values.toString());
    }

    private static Arbitrary<String> tensor(String name, int rows, int columns) {
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        return Combinators.combine(flags, flags, flags)
                .as(List::of)
                .flatMap(
                        how ->
                                shaped(rows, columns, how.get(0), how.get(1))
                                        .map(data -> tensor(name, rows, columns, how, data)));
    }

    private static String tensor(
            String name, int rows, int columns, List<Boolean> how, String data) {
        String shape = "\"shape\":[" + rows + ", " + columns + "]";
        String values = "\"data\" : " + data;
        return "{\"name\":\"%s\",\"datatype\":\"%s\",%s}"
                .formatted(
                        name,
                        how.get(1) ? "BYTES" : "FP64",
                        how.get(2) ? shape + "," + values : values + "," + shape);
    }

    @Provide
    Arbitrary<String> v2Requests() {
        Arbitrary<String> heads =
                Arbitraries.of(
                        "",
                        "\"id\":\"one\",",
                        "\"id\": \"tw\\\"o\" ,",
                        "\"parameters\":{\"p\":1},",
                        "\"outputs\":[{\"name\":\"text\"}],",
                        "\"outputs\":[{\"name\":\"copy\"}],\"id\":\"3\",");
        Arbitrary<String> inputs =
                Combinators.combine(Arbitraries.integers().between(1, 3), Arbitraries.of(1, 2))
                        .flatAs(
                                (rows, columns) ->
                                        Arbitraries.oneOf(
                                                tensor("x", rows, columns),
                                                Combinators.combine(
                                                                tensor("x", rows, columns),
                                                                tensor("y", rows, 1))
                                                        .as((x, y) -> x + "," + y)));
        return Combinators.combine(heads, inputs)
                .as((head, tensors) -> "{" + head + "\"inputs\":[" + tensors + "]}");
    }

    @Provide
    Arbitrary<String> seldonRequests() {
        Arbitrary<String> metas =
                Arbitraries.of(
                        "",
                        "\"meta\":{\"puid\":\"p1\"},",
                        "\"meta\":{\"puid\":\"p2\"},",
                        "\"meta\":{\"tags\":{\"t\":1},\"puid\":\"p3\"},",
                        "\"meta\":{\"tags\":{\"t\":2},\"puid\":\"p4\"},");
        Arbitrary<String> ndarrays =
                Arbitraries.oneOf(lists(lists(scalars())), lists(lists(numbers())))
                        .map(rows -> "\"names\":[\"a\"],\"ndarray\":" + rows);
        Arbitrary<String> tensors =
                Combinators.combine(Arbitraries.integers().between(1, 3), Arbitraries.of(1, 2))
                        .flatAs(
                                (rows, columns) ->
                                        shaped(rows, columns, false, false)
                                                .map(
                                                        values ->
                                                                "\"tensor\":{\"shape\":[%d,%d],\"values\":%s}"
                                                                        .formatted(
                                                                                rows, columns,
                                                                                values)));
        return Combinators.combine(metas, Arbitraries.oneOf(ndarrays, tensors))
                .as((meta, data) -> "{" + meta + "\"data\":{" + data + "}}");
    }
}
