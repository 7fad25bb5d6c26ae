// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a broker.
 *
 * @param host a name or address; an IPv6 address without the brackets it is written in
 * @param port from 1 to 65535
 */
public record BrokerAddress(String host, int port) {

    private static final Pattern FORM =
            Pattern.compile("(?:([^\\s,:/<>\\[\\]]+)|\\[([0-9a-fA-F:.]+)\\]):(\\d{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Those of a list as {@link OptionType#BROKERS} takes it, in its order.
     *
     * @return null for a text that is no such list
     */
    public static @Nullable List<BrokerAddress> listOrNull(String text) {
        List<BrokerAddress> addresses = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            BrokerAddress address = addressOrNull(each.strip());
            if (address == null) {
                return null;
            }
            addresses.add(address);
        }
        return addresses;
    }

    private static @Nullable BrokerAddress addressOrNull(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        String host = form.group(1) == null ? form.group(2) : form.group(1);
        int port = Integer.parseInt(form.group(3));
        return port > 0 && port <= HIGHEST_PORT ? new BrokerAddress(host, port) : null;
    }

    /** As options state it. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]:" : host + ":") + port;
    }
}
