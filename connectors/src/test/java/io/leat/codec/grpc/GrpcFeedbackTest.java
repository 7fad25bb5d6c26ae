// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Codecs;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.FeedbackCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.wire.seldon.Feedback;
import io.leat.wire.seldon.Meta;
import io.leat.wire.seldon.SeldonMessage;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcFeedbackTest {

    private static final FeedbackCodec CODEC =
            Objects.requireNonNull(Codecs.feedback(Protocol.SELDON, Transport.GRPC));
    private static final String TYPE = "seldon.protos.Feedback";

    private static Payload payload(Feedback feedback) {
        return new Payload(feedback.toByteArray(), TYPE);
    }

    private static SeldonMessage message(Meta.Builder meta) {
        return SeldonMessage.newBuilder().setMeta(meta).setStrData("answer").build();
    }

    private static Meta.Builder routing(String node, int child) {
        return Meta.newBuilder().putRouting(node, child);
    }

    @Test
    void readsTheRoutingOfTheResponse() throws Exception {
        Feedback feedback =
                Feedback.newBuilder()
                        .setRequest(message(routing("of-the-request", 1)))
                        .setResponse(message(routing("r", 1).putRouting("m", -1)))
                        .setTruth(message(routing("of-the-truth", 1)))
                        .setReward(0.5f)
                        .build();

        assertThat(CODEC.routing(payload(feedback))).isEqualTo(Map.of("r", 1, "m", -1));
    }

    @Test
    void readsAChildOfZeroWhichProtobufMayLeaveOut() throws Exception {
        byte[] entry = {0x0a, 1, 'r'};
        byte[] body = {0x12, 7, 0x12, 5, 0x1a, 3, entry[0], entry[1], entry[2]};

        assertThat(CODEC.routing(new Payload(body, TYPE))).isEqualTo(Map.of("r", 0));
    }

    @Test
    void findsNoneWhereNoneIsStated() throws Exception {
        Feedback feedback =
                Feedback.newBuilder().setReward(1).setResponse(message(Meta.newBuilder())).build();

        assertThat(CODEC.routing(payload(feedback))).isNull();
        assertThat(CODEC.routing(new Payload(new byte[0], TYPE))).isNull();
    }

    @Test
    void putsTheRoutingWhereServersLookForItAndKeepsTheRest() throws Exception {
        Feedback feedback =
                Feedback.newBuilder()
                        .setReward(1)
                        .setResponse(message(Meta.newBuilder().setPuid("p")))
                        .build();

        Payload put = CODEC.withRouting(payload(feedback), Map.of("r", 1, "m", -1));

        assertThat(put.type()).isEqualTo(TYPE);
        assertThat(Feedback.parseFrom(put.body()))
                .isEqualTo(
                        feedback.toBuilder()
                                .setResponse(
                                        message(routing("r", 1).putRouting("m", -1).setPuid("p")))
                                .build());
        assertThat(CODEC.routing(put)).isEqualTo(Map.of("r", 1, "m", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    seldon.protos.SeldonMessage | proto-name "seldon.protos.SeldonMessage" of the seldon protocol (expected: seldon.protos.Feedback)
                    google.protobuf.Empty       | proto-name "google.protobuf.Empty" (expected: seldon.protos.Feedback)
                    """)
    void refusesWhatIsNoFeedback(String type, String message) {
        assertThatThrownBy(() -> CODEC.routing(new Payload(new byte[0], type)))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage(message);
    }

    @Test
    void refusesBytesThatAreNoMessage() {
        assertThatThrownBy(() -> CODEC.routing(new Payload(new byte[] {(byte) 0xff}, TYPE)))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("bytes that are no protobuf message (expected: one, well-formed)");
        byte[] brokenEntry = {0x12, 6, 0x12, 4, 0x1a, 2, 0x0a, 9};
        assertThatThrownBy(() -> CODEC.routing(new Payload(brokenEntry, TYPE)))
                .isInstanceOf(BadPayloadException.class);
    }

    @Test
    void asksForTheHeaderWhereItIsMissing() {
        assertThatThrownBy(() -> CODEC.routing(new Payload(new byte[0], "")))
                .hasMessageStartingWith(
                        "the Kafka record header proto-name is missing (expected:"
                                + " seldon.protos.Feedback");
    }
}
