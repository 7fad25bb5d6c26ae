// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The syntax of a stated host: a name, an IPv4 or an IPv6 address, and nothing of a URL around it.
 * Names may have underscores, as those of containers have.
 */
public final class HostNameSyntax {

    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL = 63;
    private static final int GROUPS = 8;

    private static final Pattern LABEL =
            Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?");

    /** Whatever ends so is meant, and read by resolvers, as an IPv4 address. */
    private static final Pattern NUMERIC = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

    private static final Pattern OCTET =
            Pattern.compile("0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5]");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[?([^\\[\\]:/]+|[0-9a-fA-F:.]+(?=\\]))\\]?:[0-9]*");

    private HostNameSyntax() {}

    /** What was expected instead, or null where a host is stated. */
    public static @Nullable String expectation(String host) {
        if (host.isBlank()) {
            return "a host name or address";
        }
        if (SCHEME.matcher(host).matches()) {
            return "a host name or address, without a scheme; calls are made over http and gRPC,"
                    + " with LEAT_MODEL_TLS over TLS";
        }
        if (host.contains("/") || host.contains("?") || host.contains("#")) {
            return "a host name or address, without a path; the protocol gives the path";
        }
        if (host.contains("@")) {
            return "a host name or address, without a user; LEAT_MODEL_USERNAME states one";
        }
        Matcher port = WITH_PORT.matcher(host);
        if (port.matches()) {
            return "a host name or address, without a port; service_port, httpPort and grpcPort"
                    + " state it";
        }
        return host.contains(":") || host.startsWith("[") || host.endsWith("]")
                ? ipv6(host)
                : nameOrIpv4(host);
    }

    private static @Nullable String nameOrIpv4(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String[] labels = name.split("\\.", -1);
        if (NUMERIC.matcher(labels[labels.length - 1]).matches()) {
            return isIpv4(host)
                    ? null
                    : "an IPv4 address of four numbers from 0 to 255, or a host name";
        }
        boolean legal = name.length() <= MAX_LENGTH;
        for (String label : labels) {
            legal &= label.length() <= MAX_LABEL && LABEL.matcher(label).matches();
        }
        return legal
                ? null
                : "a host name of letters, digits, '-', '_' and '.', at most 253 in all and 63"
                        + " between dots, or an address";
    }

    private static boolean isIpv4(String text) {
        String[] octets = text.split("\\.", -1);
        boolean legal = octets.length == 4;
        for (String octet : octets) {
            legal &= OCTET.matcher(octet).matches();
        }
        return legal;
    }

    private static @Nullable String ipv6(String host) {
        boolean bare = !host.startsWith("[") && !host.endsWith("]");
        boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
        String address = bracketed ? host.substring(1, host.length() - 1) : host;
        return (bare || bracketed) && isIpv6(address)
                ? null
                : "an IPv6 address such as ::1, without a zone, or a host name without ':'";
    }

    private static boolean isIpv6(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address, true) == GROUPS;
        }
        String before = address.substring(0, gap);
        String after = address.substring(gap + 2);
        int first = before.isEmpty() ? 0 : groups(before, false);
        int rest = after.isEmpty() ? 0 : groups(after, true);
        return first >= 0 && rest >= 0 && first + rest < GROUPS;
    }

    /** How many groups of four digits; negative if these are none. The last two may be an IPv4. */
    private static int groups(String text, boolean last) {
        String[] groups = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < groups.length; i++) {
            if (GROUP.matcher(groups[i]).matches()) {
                count++;
            } else if (last && i == groups.length - 1 && isIpv4(groups[i])) {
                count += 2;
            } else {
                return -1;
            }
        }
        return count;
    }
}
