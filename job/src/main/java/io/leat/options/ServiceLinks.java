// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import java.util.regex.Pattern;

/**
 * Variables that Kubernetes puts into every container for each Service of the namespace, as
 * Docker's links did: {@code KAFKA_PORT=tcp://10.96.3.4:9092} of a Service called {@code kafka}.
 * The user has not stated them, so they never count as settings.
 */
public final class ServiceLinks {

    /** Each of these ends the name whatever the value is. */
    private static final Pattern NAME =
            Pattern.compile(
                    ".+_SERVICE_HOST|.+_SERVICE_PORT(_.+)?"
                            + "|.+_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

    private static final Pattern PORT = Pattern.compile(".+_PORT");
    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private ServiceLinks() {}

    /** Whether a variable is one of them, by its name and value. */
    public static boolean isOne(String variable, String value) {
        return NAME.matcher(variable).matches()
                || (PORT.matcher(variable).matches() && ADDRESS.matcher(value).matches());
    }
}
