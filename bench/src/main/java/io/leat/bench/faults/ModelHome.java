package io.leat.bench.faults;

import io.leat.bench.cluster.Http;
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
final class ModelHome {

    /** The name that the job's graph has. */
    static final String NAME = "model.leat.example";

    private static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2");

    private final Http proxy;
    private final Path hosts;
    private int address;

    /**
     * Where it is at first.
     *
     * @param proxy its control
     * @param hosts the file in which the job looks up names
     */
    ModelHome(Http proxy, Path hosts) {
        this.proxy = proxy;
        this.hosts = hosts;
        publish();
    }

    /** The routes that a proxy must have for this: from a port at either address to the model. */
    static List<String> routes(Speech speech, int port, int target) {
        List<String> routes = new ArrayList<>();
        for (int i = 0; i < ADDRESSES.size(); i++) {
            routes.add("%s=%s:%d:%d".formatted(route(speech, i), ADDRESSES.get(i), port, target));
        }
        return routes;
    }

    private static String route(Speech speech, int address) {
        return speech.name().toLowerCase(Locale.ROOT) + "-" + address;
    }

    /** Does this to all that goes to the model where it is now. */
    void route(Mode mode, int number) {
        behave(address, mode, number);
    }

    private void behave(int where, Mode mode, int number) {
        for (Speech speech : Speech.values()) {
            Route.tell(proxy, route(speech, where), mode, number);
        }
    }

    /**
     * Gives the name its other address.
     *
     * @param left what becomes of the one it had
     */
    void move(Mode left) {
        behave(1 - address, Mode.PASS, 0);
        behave(address, left, 0);
        address = 1 - address;
        publish();
    }

    private void publish() {
        publish(List.of(ADDRESSES.get(address)));
    }

    /** Gives the name these addresses and no others. */
    void publish(List<String> addresses) {
        // A JVM with such a file asks nobody else, so the machine's own names must be in it.
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

    /** From now on it shows a new certificate, and speaks to nobody without TLS. */
    void certify(Duration validity) {
        secure(Math.max(1, validity.toSeconds()));
    }

    private void secure(long seconds) {
        for (Speech speech : Speech.values()) {
            for (int i = 0; i < ADDRESSES.size(); i++) {
                proxy.text("/secure?route=%s&seconds=%d".formatted(route(speech, i), seconds));
            }
        }
    }

    /** Its first address, in plain text, and all passes. */
    void heal() {
        secure(0);
        address = 0;
        publish();
        behave(0, Mode.PASS, 0);
        behave(1, Mode.REFUSE, 0);
    }
}
