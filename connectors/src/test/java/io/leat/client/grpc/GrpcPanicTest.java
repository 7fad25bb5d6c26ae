// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.SynchronizationContext;
import io.leat.testing.model.GrpcModelStub;
import java.lang.reflect.Field;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A channel that an exception has ended, which gRPC leaves dead. */
class GrpcPanicTest extends GrpcClientFixture {

    @Override
    public Duration callTimeout() {
        return Duration.ofMinutes(1);
    }

    /** Throws where gRPC's own code runs, which ends the channel. */
    private static void panic(ManagedChannel channel, Runnable throwing) throws Exception {
        Object own = channel;
        while (!own.getClass().getSimpleName().equals("ManagedChannelImpl")) {
            Field delegate = own.getClass().getSuperclass().getDeclaredField("delegate");
            delegate.setAccessible(true);
            own = delegate.get(own);
        }
        Field context = own.getClass().getDeclaredField("syncContext");
        context.setAccessible(true);
        ((SynchronizationContext) context.get(own)).execute(throwing);
    }

    @Test
    void replacesAChannelThatHasPanicked() throws Exception {
        serve(GrpcModelStub.ECHO);
        assertAnswered(call(BODY), BODY);

        panic(
                client.channel("m").grpc(),
                () -> {
                    throw new IllegalStateException("a defect");
                });

        assertThatThrownBy(() -> call(BODY)).hasRootCauseMessage("a defect");
        assertAnswered(call(BODY), BODY);
    }

    @Test
    void handsOnTheErrorThatAChannelHasDiedOf() throws Exception {
        serve(GrpcModelStub.ECHO);
        assertAnswered(call(BODY), BODY);

        panic(
                client.channel("m").grpc(),
                () -> {
                    throw new OutOfMemoryError("direct");
                });

        assertThatThrownBy(() -> call(BODY)).hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertAnswered(call(BODY), BODY);
    }
}
