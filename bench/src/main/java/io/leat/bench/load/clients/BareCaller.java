// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.clients;

import io.leat.bench.load.stub.LoadPayload;
import java.util.function.Consumer;
import org.asynchttpclient.AsyncCompletionHandlerBase;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Response;
import org.jspecify.annotations.Nullable;

/** A bare client as a program between topics uses it. Thread-safe. */
interface BareCaller {

    /**
     * Makes a call.
     *
     * @param answered is given the answer on the client's thread, or null if there is none
     */
    void call(byte[] request, Consumer<byte @Nullable []> answered);

    /** Of the stub, which listens at the port for the transport of the payload. */
    static BareCaller of(LoadPayload payload, int port) {
        return switch (payload.transport()) {
            case REST -> rest(payload.url(port));
            case GRPC -> new BareGrpcCaller(port, payload.path(), 1);
        };
    }

    private static BareCaller rest(String url) {
        AsyncHttpClient http = BareHttp.open(1);
        return (request, answered) -> {
            var unused = http.executeRequest(BareHttp.post(url, request), new Answered(answered));
        };
    }

    /** Hands on what comes, and nothing if nothing does. */
    final class Answered extends AsyncCompletionHandlerBase {

        private final Consumer<byte @Nullable []> answered;

        private Answered(Consumer<byte @Nullable []> answered) {
            this.answered = answered;
        }

        @Override
        public Response onCompleted(Response response) {
            answered.accept(response.getResponseBodyAsBytes());
            return response;
        }

        @Override
        public void onThrowable(Throwable failure) {
            answered.accept(null);
        }
    }
}
