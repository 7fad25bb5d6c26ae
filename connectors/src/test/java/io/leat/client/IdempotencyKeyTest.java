// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

    private static NodeCall call(String node, UnitMethod method) {
        return new NodeCall(node, method, new Payload(new byte[0], "application/json"));
    }

    @Test
    void isAnotherForEachNodeAndMethod() {
        Set<String> keys = new HashSet<>();
        // A node is a router or none, and so takes one of the two kinds of feedback.
        Set<UnitMethod> methods = EnumSet.complementOf(EnumSet.of(UnitMethod.SEND_ROUTER_FEEDBACK));
        for (UnitMethod method : methods) {
            keys.add(IdempotencyKey.of("in-0-7", call("a", method)));
            keys.add(IdempotencyKey.of("in-0-7", call("b", method)));
        }

        assertThat(keys).hasSize(2 * methods.size()).contains("in-0-7-a-predict");
    }

    @Test
    void isTheSameForARepeat() {
        assertThat(IdempotencyKey.of("in-0-7", call("a", UnitMethod.ROUTE)))
                .isEqualTo(IdempotencyKey.of("in-0-7", call("a", UnitMethod.ROUTE)));
    }

    @Test
    void isLegalWhateverANodeIsCalled() {
        assertThat(IdempotencyKey.of("in-0-7", call("größe, zwei\r\n", UnitMethod.PREDICT)))
                .matches("in-0-7-[!-~&&[^,]]+-predict");
    }

    @Test
    void isTheRecordsOwnWhereOneCallIsAllThereIs() {
        assertThat(IdempotencyKey.ofStated("mine", call("m", UnitMethod.PREDICT), 1))
                .isEqualTo("mine");
        assertThat(IdempotencyKey.ofStated("mine", call("m", UnitMethod.TRANSFORM_OUTPUT), 1))
                .isEqualTo("mine-m-transform-output");
        assertThat(IdempotencyKey.ofStated("mine", call("m", UnitMethod.PREDICT), 2))
                .isEqualTo("mine-m-predict");
    }
}
