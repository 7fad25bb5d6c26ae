// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** On which addresses a process accepts connections, as Linux tells it. */
final class ListeningSockets {

    private static final String LISTEN = "0A";

    private ListeningSockets() {}

    static List<InetAddress> of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Set<String> own = inodes(process.resolve("fd"));
        List<InetAddress> addresses = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            for (String line : Files.readAllLines(process.resolve(table))) {
                String[] cells = line.trim().split("\\s+", -1);
                if (cells[3].equals(LISTEN) && own.contains(cells[9])) {
                    addresses.add(address(cells[1].substring(0, cells[1].indexOf(':'))));
                }
            }
        }
        return addresses;
    }

    private static Set<String> inodes(Path descriptors) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> links = Files.list(descriptors)) {
            links.map(ListeningSockets::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .forEach(inodes::add);
        }
        return inodes;
    }

    /** Empty if it has been closed since. */
    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Words of 32 bits, each in the machine's byte order. */
    private static InetAddress address(String hex) throws IOException {
        ByteBuffer words = ByteBuffer.allocate(hex.length() / 2).order(ByteOrder.nativeOrder());
        for (int at = 0; at < hex.length(); at += 8) {
            words.putInt(new BigInteger(hex.substring(at, at + 8), 16).intValue());
        }
        return InetAddress.getByAddress(words.array());
    }
}
