// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.secrets;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * TLS settings of a client: the trusted CA certificates and the client's own certificate.
 *
 * @param ca in PEM, or null for those the JVM trusts
 * @param identity null if the other side need not know
 */
public record Tls(@Nullable SecretReference ca, @Nullable Identity identity)
        implements Serializable {

    public static final Tls PUBLIC = new Tls(null, null);
}
