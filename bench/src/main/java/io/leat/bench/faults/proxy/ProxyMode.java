// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.proxy;

/** What the proxy does to the connections of a route. */
public enum ProxyMode {
    /** Passes everything on. */
    PASS,
    /** Listens no more, and resets what is connected. */
    REFUSE,
    /** Passes on so many bytes of what comes back, then resets the connection. */
    RESET,
    /** Takes what it is sent and passes nothing on, in either direction. */
    SWALLOW,
    /** Keeps connections and takes no more bytes from them than the sockets do. */
    DEAF,
    /** Passes requests on, and no reply. */
    MUTE,
    /** Passes replies on byte by byte, with so many milliseconds between them. */
    DRIP,
    /** Passes replies on so many milliseconds late. */
    DELAY,
    /** Holds back requests to commit a transaction, and all that follow on the connection. */
    HOLD_COMMITS;

    public static ProxyMode of(String word) {
        return valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }
}
