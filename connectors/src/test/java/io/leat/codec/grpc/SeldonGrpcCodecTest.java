// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import static io.leat.codec.Protos.list;
import static io.leat.codec.Protos.message;
import static io.leat.codec.Protos.ndarray;
import static io.leat.codec.Protos.packed;
import static io.leat.codec.Protos.text;
import static io.leat.codec.Protos.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.Value;
import io.leat.codec.Codecs;
import io.leat.codec.Protos.Message;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SeldonGrpcCodecTest {

    private static final MessageCodec CODEC = Codecs.message(Protocol.SELDON, Transport.GRPC);
    private static final String TYPE = "seldon.protos.SeldonMessage";

    @Test
    void handsOnAnyMessageAsItIs() throws Exception {
        Payload message = new Payload(new byte[] {1, 2, 3}, TYPE);

        assertThat(CODEC.chain(message, "n")).isSameAs(message);
    }

    @Test
    void combinesIntoAListOfTheMessagesAsTheyCame() throws Exception {
        Message first = message().text(5, "a").varint(99, 1);
        Message second = message();

        Payload list = CODEC.combine(List.of(first.of(TYPE), second.of(TYPE)));

        assertThat(list.type()).isEqualTo("seldon.protos.SeldonMessageList");
        assertThat(text(list)).isEqualTo(text(message().message(1, first).message(1, second)));
    }

    @ParameterizedTest
    @MethodSource
    void readsTheFirstNumber(Message reply, int route) throws Exception {
        assertThat(CODEC.route(reply.of(TYPE))).isEqualTo(route);
    }

    static Stream<Arguments> readsTheFirstNumber() {
        return Stream.of(
                arguments(ndarray(value(1)), 1),
                arguments(ndarray(value(value(2), value(5)), value(value(7))), 2),
                arguments(ndarray(value(1.9)), 1),
                arguments(ndarray(value(-2)), -2),
                arguments(ndarray(value("1")), 0),
                arguments(data(message().message(2, message().bytes(2, packed(1, 5)))), 1),
                arguments(data(message().message(2, message().number(2, 3).number(2, 5))), 3),
                arguments(data(message().message(4, message().varint(7, 1).varint(7, 2))), 1),
                arguments(data(message().message(4, message().varint(7, -1))), -1),
                arguments(data(message()), -1),
                arguments(data(message().text(1, "name")), -1));
    }

    @ParameterizedTest
    @MethodSource
    void namesTheShapeOfAnAnswerThatIsNoRoute(Message reply, String found) {
        assertThatThrownBy(() -> CODEC.route(reply.of(TYPE)))
                .isInstanceOf(BadPayloadException.class)
                .hasMessageStartingWith(found + " (expected: ");
    }

    static Stream<Arguments> namesTheShapeOfAnAnswerThatIsNoRoute() {
        return Stream.of(
                arguments(message(), "a SeldonMessage without data"),
                arguments(message().text(5, "1"), "a SeldonMessage without data"),
                arguments(ndarray(), "data.ndarray with nothing in it"),
                arguments(
                        ndarray(value(new Value[0])),
                        "the first row of data.ndarray with" + " nothing in it"),
                arguments(
                        ndarray(Value.newBuilder().setBoolValue(true).build()),
                        "data.ndarray that does not begin with a number"),
                arguments(data(message().message(2, message())), "data.tensor with nothing in it"),
                arguments(
                        data(message().message(4, message().number(6, 1))),
                        "data.tftensor with nothing in it"),
                arguments(ndarray(value(Double.NaN)), "route NaN"));
    }

    @Test
    void replacesTheRoutingInMeta() throws Exception {
        Message old = message().text(1, "old").varint(2, 1);
        Message reply =
                message().message(2, message().text(1, "puid").message(3, old)).text(5, "x");

        Payload routed = CODEC.withRouting(reply.of(TYPE), Map.of("b", 1, "a", -1));

        Message a = message().text(1, "a").varint(2, -1);
        Message b = message().text(1, "b").varint(2, 1);
        Message meta = message().text(1, "puid").message(3, a).message(3, b);
        assertThat(text(routed)).isEqualTo(text(message().message(2, meta).text(5, "x")));
    }

    @Test
    void givesAnAnswerWithoutMetaOne() throws Exception {
        Payload reply = message().text(5, "x").of(TYPE);

        Payload routed = CODEC.withRouting(reply, Map.of("a", 1));

        Message routing = message().text(1, "a").varint(2, 1);
        Message meta = message().message(3, routing);
        assertThat(text(routed)).isEqualTo(text(message().text(5, "x").message(2, meta)));
        assertThat(routed.type()).isEqualTo(TYPE);
    }

    @Test
    void leavesWhatIsNoMessage() {
        Payload reply = new Payload(new byte[] {(byte) 0xff}, TYPE);

        assertThat(CODEC.withRouting(reply, Map.of("a", 1))).isSameAs(reply);
    }

    @Test
    void simpleModelAnswersThreeNumbers() throws Exception {
        Payload answer = CODEC.simpleModel(message().of(TYPE));

        assertThat(text(answer)).contains("class0", "mymetric_counter");
        assertThat(CODEC.average(List.of(answer, answer)).body()).hasSameSizeAs(answer.body());
    }

    @Test
    void simpleModelGivesTextBack() throws Exception {
        assertThat(text(CODEC.simpleModel(message().text(5, "echo").of(TYPE))))
                .contains("5: \"echo\"")
                .doesNotContain("class0");
    }

    @Test
    void averageCombinerPutsTheMeanIntoTheFirstAnswer() throws Exception {
        Message first =
                message()
                        .text(2, "")
                        .message(
                                3,
                                message()
                                        .text(1, "c")
                                        .bytes(3, list(value(value(1), value(2))).toByteString()));
        Message shape = message().bytes(1, com.google.protobuf.ByteString.fromHex("0102"));
        Message second = data(message().message(2, shape.bytes(2, packed(3, 5))));

        Payload mean = CODEC.average(List.of(first.of(TYPE), second.of(TYPE)));

        assertThat(text(mean))
                .isEqualTo(
                        text(
                                message()
                                        .text(2, "")
                                        .message(
                                                3,
                                                message()
                                                        .text(1, "c")
                                                        .bytes(
                                                                3,
                                                                list(value(value(2), value(3.5)))
                                                                        .toByteString()))));
    }

    @Test
    void averageCombinerSaysWhichAnswerDoesNotFit() {
        Payload one = ndarray(value(value(1))).of(TYPE);
        Payload two = ndarray(value(value(1), value(2))).of(TYPE);

        assertThatThrownBy(() -> CODEC.average(List.of(one, two)))
                .isInstanceOfSatisfying(
                        BadPayloadException.class,
                        e -> assertThat(e.part()).isEqualTo(OptionalInt.of(1)))
                .hasMessage("1 x 2 values (expected: 1 x 1, as the first)");
    }

    private static Message data(Message data) {
        return message().message(3, data);
    }
}
