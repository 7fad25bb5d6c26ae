// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server whose entries a test changes. */
public final class NameTable implements HostResolver.Lookup {

    private final Map<String, List<String>> entries = new ConcurrentHashMap<>();

    /** From now on. */
    public void say(String host, String... addresses) {
        entries.put(host, List.of(addresses));
    }

    public void forget(String host) {
        entries.remove(host);
    }

    @Override
    public InetAddress[] addresses(String host) throws UnknownHostException {
        List<String> found = entries.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        InetAddress[] addresses = new InetAddress[found.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.getByName(found.get(i));
        }
        return addresses;
    }
}
