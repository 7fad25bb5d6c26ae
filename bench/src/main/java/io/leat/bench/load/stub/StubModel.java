// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.stub;

import com.sun.net.httpserver.HttpExchange;
import io.leat.bench.harness.ControlServer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.util.Map;

/**
 * {@code StubModel CONTROL_PORT REST_PORT GRPC_PORT}, all on the loopback address. {@code
 * /behave?latency=MICROS&item=MICROS&capacity=N&fail=N} sets how it serves, see {@link Pace}; what
 * is not stated is zero. {@code /calls} says how many calls and rows it has answered.
 */
public final class StubModel {

    private final Pace pace = new Pace();

    private StubModel() {}

    public static void main(String[] args) throws IOException {
        StubModel stub = new StubModel();
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        LoadRestStub.start(Integer.parseInt(args[1]), loop, stub.pace);
        LoadGrpcStub.start(Integer.parseInt(args[2]), loop, stub.pace);
        ControlServer control = new ControlServer(Integer.parseInt(args[0]));
        control.on("/behave", stub::behave);
        control.on("/calls", exchange -> stub.pace.calls() + " " + stub.pace.rows());
        control.start();
    }

    private String behave(HttpExchange exchange) {
        Map<String, String> query = ControlServer.query(exchange);
        pace.set(
                number(query, "latency"),
                number(query, "item"),
                number(query, "capacity"),
                number(query, "fail"));
        return "ok";
    }

    private static int number(Map<String, String> query, String name) {
        return Integer.parseInt(query.getOrDefault(name, "0"));
    }
}
