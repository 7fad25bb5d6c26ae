// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.clients;

import io.leat.bench.load.stub.LoadPayload;
import java.util.concurrent.Semaphore;
import org.asynchttpclient.AsyncCompletionHandlerBase;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Request;
import org.asynchttpclient.Response;

/**
 * async-http-client in a closed loop, without Kafka and Flink: {@code BareRest PAYLOAD PORT
 * IN_FLIGHT THREADS}. Calls until it is ended; the stub counts.
 */
public final class BareRest {

    private BareRest() {}

    public static void main(String[] args) throws Exception {
        LoadPayload payload = LoadPayload.valueOf(args[0]);
        String url = payload.url(Integer.parseInt(args[1]));
        int inFlight = Integer.parseInt(args[2]);
        int threads = Integer.parseInt(args[3]);
        AsyncHttpClient http = BareHttp.open(threads);
        Request request = BareHttp.post(url, payload.value());
        Semaphore free = new Semaphore(inFlight);
        while (!Thread.interrupted()) {
            free.acquire();
            var unused = http.executeRequest(request, new Released(free));
        }
    }

    private static final class Released extends AsyncCompletionHandlerBase {

        private final Semaphore free;

        Released(Semaphore free) {
            this.free = free;
        }

        @Override
        public Response onCompleted(Response response) {
            free.release();
            return response;
        }

        @Override
        public void onThrowable(Throwable failure) {
            free.release();
        }
    }
}
