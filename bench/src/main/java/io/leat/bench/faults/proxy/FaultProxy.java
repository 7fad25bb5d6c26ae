// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.proxy;

import com.sun.net.httpserver.HttpExchange;
import io.leat.bench.harness.ControlServer;
import io.leat.testing.tls.Pki;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A TCP proxy that can be told to do harm: {@code FaultProxy CONTROL_PORT CA_FILE
 * NAME=ADDRESS:PORT:TARGET[:kafka]…}, each to a port of 127.0.0.1; routes are closed until told.
 *
 * <p>{@code /behave?route=NAME&mode=MODE&number=N} changes a route, {@code /held?route=NAME} says
 * how many commits are kept back on it, and {@code /secure?route=NAME&seconds=N} has it speak TLS
 * with a new certificate that is valid for so long, or plain text if that is 0. Who vouches for it
 * is in the file.
 */
public final class FaultProxy {

    private final Pki.Signed authority = Pki.authority("bench", Pki.ec());
    private final Map<String, ProxyRoute> routes = new TreeMap<>();

    private FaultProxy() {}

    public static void main(String[] args) throws IOException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        FaultProxy proxy = new FaultProxy();
        Files.writeString(Path.of(args[1]), proxy.authority.certificatePem());
        for (int i = 2; i < args.length; i++) {
            proxy.add(loop, args[i]);
        }
        ControlServer control = new ControlServer(Integer.parseInt(args[0]));
        control.on("/behave", proxy::behave);
        control.on("/secure", proxy::secure);
        control.on("/held", proxy::held);
        control.start();
    }

    private void add(EventLoopGroup loop, String text) {
        String[] nameAndWay = text.split("=", -1);
        String[] way = nameAndWay[1].split(":", -1);
        routes.put(
                nameAndWay[0],
                new ProxyRoute(
                        loop,
                        way[0],
                        Integer.parseInt(way[1]),
                        Integer.parseInt(way[2]),
                        way.length > 3));
    }

    private String behave(HttpExchange exchange) {
        Map<String, String> query = ControlServer.query(exchange);
        ProxyMode mode = ProxyMode.of(query.getOrDefault("mode", "pass"));
        int number = Integer.parseInt(query.getOrDefault("number", "0"));
        route(query).behave(new ProxyRoute.Behaviour(mode, number));
        return "ok";
    }

    private String secure(HttpExchange exchange) {
        Map<String, String> query = ControlServer.query(exchange);
        int seconds = Integer.parseInt(query.getOrDefault("seconds", "0"));
        route(query)
                .show(
                        seconds == 0
                                ? null
                                : Pki.signedFor(
                                        authority,
                                        ModelHome.NAME,
                                        Pki.ec(),
                                        Duration.ofSeconds(seconds)));
        return "ok";
    }

    private String held(HttpExchange exchange) {
        return Integer.toString(route(ControlServer.query(exchange)).held());
    }

    private ProxyRoute route(Map<String, String> query) {
        String name = query.getOrDefault("route", "");
        ProxyRoute route = routes.get(name);
        if (route == null) {
            throw new IllegalArgumentException(
                    "route \"%s\" (expected: one of %s)".formatted(name, routes.keySet()));
        }
        return route;
    }
}
