// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Where the model servers listen that {@code job/it/interop.sh} has started, on loopback. */
final class RealServers {

    private static final Properties PORTS = read();

    private RealServers() {}

    static int http(String server) {
        return port(server + ".http");
    }

    static int grpc(String server) {
        return port(server + ".grpc");
    }

    /** What {@code --model} takes for its REST interface. */
    static String restUrl(String server) {
        return "http://127.0.0.1:" + http(server);
    }

    /** What {@code --model} takes for its gRPC interface. */
    static String grpcUrl(String server) {
        return "grpc://127.0.0.1:" + grpc(server);
    }

    private static int port(String key) {
        String port = PORTS.getProperty(key);
        if (port == null) {
            throw new IllegalStateException(key + " is not running (expected: one of " + PORTS);
        }
        return Integer.parseInt(port);
    }

    private static Properties read() {
        String file = System.getProperty("leat.interop");
        if (file == null) {
            throw new IllegalStateException(
                    "leat.interop is not set (expected: these tests run by job/it/interop.sh)");
        }
        Properties ports = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            ports.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ports;
    }
}
