// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.clients;

import io.leat.bench.load.stub.LoadPayload;
import java.util.concurrent.Semaphore;

/**
 * grpc-java in a closed loop, without Kafka and Flink: {@code BareGrpc PAYLOAD PORT IN_FLIGHT
 * THREADS}. Calls until it is ended; the stub counts.
 */
public final class BareGrpc {

    private BareGrpc() {}

    public static void main(String[] args) throws Exception {
        LoadPayload payload = LoadPayload.valueOf(args[0]);
        byte[] message = payload.value();
        int port = Integer.parseInt(args[1]);
        BareCaller grpc = new BareGrpcCaller(port, payload.path(), Integer.parseInt(args[3]));
        Semaphore free = new Semaphore(Integer.parseInt(args[2]));
        while (!Thread.interrupted()) {
            free.acquire();
            grpc.call(message, answer -> free.release());
        }
    }
}
