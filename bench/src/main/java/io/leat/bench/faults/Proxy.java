package io.leat.bench.faults;

import com.sun.net.httpserver.HttpExchange;
import io.leat.bench.cluster.Control;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A TCP proxy that can be told to do harm: {@code Proxy CONTROL_PORT NAME=PORT:TARGET[:kafka]…},
 * all on the loopback address. {@code /behave?route=NAME&mode=MODE&number=N} changes a route,
 * {@code /held?route=NAME} says how many commits are kept back on it.
 */
final class Proxy {

    private final Map<String, Route> routes = new TreeMap<>();

    private Proxy() {}

    public static void main(String[] args) throws IOException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        Proxy proxy = new Proxy();
        for (int i = 1; i < args.length; i++) {
            proxy.add(loop, args[i]);
        }
        proxy.routes.values().forEach(Route::open);
        Control control = new Control(Integer.parseInt(args[0]));
        control.on("/behave", proxy::behave);
        control.on("/held", proxy::held);
        control.start();
    }

    private void add(EventLoopGroup loop, String text) {
        String[] nameAndWay = text.split("=", -1);
        String[] way = nameAndWay[1].split(":", -1);
        routes.put(
                nameAndWay[0],
                new Route(
                        loop, Integer.parseInt(way[0]), Integer.parseInt(way[1]), way.length > 2));
    }

    private String behave(HttpExchange exchange) {
        Map<String, String> query = Control.query(exchange);
        Mode mode = Mode.of(query.getOrDefault("mode", "pass"));
        int number = Integer.parseInt(query.getOrDefault("number", "0"));
        route(query).behave(new Route.Behaviour(mode, number));
        return "ok";
    }

    private String held(HttpExchange exchange) {
        return Integer.toString(route(Control.query(exchange)).held());
    }

    private Route route(Map<String, String> query) {
        String name = query.getOrDefault("route", "");
        Route route = routes.get(name);
        if (route == null) {
            throw new IllegalArgumentException(
                    "route \"%s\" (expected: one of %s)".formatted(name, routes.keySet()));
        }
        return route;
    }
}
