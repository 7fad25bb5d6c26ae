// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of the machine, or of the pod, that this process runs on, for a person to read. */
final class LocalHostName {

    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    private LocalHostName() {}

    /** Never fails, and asks no name server where the kernel says it. */
    static String local() {
        try {
            String name = Files.readString(LINUX).trim();
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException e) {
            // Not Linux.
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
