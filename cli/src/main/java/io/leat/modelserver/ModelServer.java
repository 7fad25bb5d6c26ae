// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.net.InetSocketAddress;

/**
 * Units behind ports of the loopback interface, each at one of its own as in containers of their
 * own: the seldon protocol names no node in a call. Closes its units.
 */
public interface ModelServer extends AutoCloseable {

    /** Where a unit listens: 127.0.0.1 and a port the system chose. */
    InetSocketAddress address(String unit);

    /** Waits for running calls, then closes the units. A second time does nothing. */
    @Override
    void close();
}
