// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.proxy;

import io.leat.bench.faults.model.SeldonMessages;
import io.leat.bench.harness.LoopbackHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where the job finds the model: a name, the address it has at the moment, and what the proxy does
 * there. Its second address exists on Linux only, where all of 127.0.0.0/8 is the machine's own.
 */
public final class ModelHome {

    /** The name that the job's graph has. */
    public static final String NAME = "model.leat.example";

    private static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2");

    private final LoopbackHttp proxy;
    private final Path hosts;
    private int address;

    /**
     * Where it is at first.
     *
     * @param proxy its control
     * @param hosts the file in which the job looks up names
     */
    public ModelHome(LoopbackHttp proxy, Path hosts) {
        this.proxy = proxy;
        this.hosts = hosts;
        publish();
    }

    /** The routes that a proxy must have for this: from a port at either address to the model. */
    public static List<String> routes(SeldonMessages speech, int port, int target) {
        List<String> routes = new ArrayList<>();
        for (int i = 0; i < ADDRESSES.size(); i++) {
            routes.add("%s=%s:%d:%d".formatted(route(speech, i), ADDRESSES.get(i), port, target));
        }
        return routes;
    }

    private static String route(SeldonMessages speech, int address) {
        return speech.name().toLowerCase(Locale.ROOT) + "-" + address;
    }

    /** Does this to all that goes to the model where it is now. */
    public void route(ProxyMode mode, int number) {
        behave(address, mode, number);
    }

    private void behave(int where, ProxyMode mode, int number) {
        for (SeldonMessages speech : SeldonMessages.values()) {
            ProxyRoute.tell(proxy, route(speech, where), mode, number);
        }
    }

    /**
     * Gives the name its other address.
     *
     * @param left what becomes of the one it had
     */
    public void move(ProxyMode left) {
        behave(1 - address, ProxyMode.PASS, 0);
        behave(address, left, 0);
        address = 1 - address;
        publish();
    }

    private void publish() {
        publish(List.of(ADDRESSES.get(address)));
    }

    /** Gives the name these addresses and no others. */
    public void publish(List<String> addresses) {
        // A JVM with such a file uses no other resolver, so the machine's own names must be in it.
        String text =
                """
                127.0.0.1 localhost %s
                %s
                """
                        .formatted(
                                machine(),
                                addresses.stream()
                                        .map(one -> one + " " + NAME)
                                        .collect(Collectors.joining("\n")));
        Path next = hosts.resolveSibling(hosts.getFileName() + ".next");
        try {
            Files.writeString(next, text);
            Files.move(next, hosts, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /** From now on it shows a new certificate, and refuses connections without TLS. */
    public void certify(Duration validity) {
        secure(Math.max(1, validity.toSeconds()));
    }

    private void secure(long seconds) {
        for (SeldonMessages speech : SeldonMessages.values()) {
            for (int i = 0; i < ADDRESSES.size(); i++) {
                proxy.text("/secure?route=%s&seconds=%d".formatted(route(speech, i), seconds));
            }
        }
    }

    /** Its first address, in plain text, and all passes. */
    public void heal() {
        secure(0);
        address = 0;
        publish();
        behave(0, ProxyMode.PASS, 0);
        behave(1, ProxyMode.REFUSE, 0);
    }
}
