// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.tls;

import io.leat.secrets.SecretReference;
import java.io.Serializable;

/** The credentials that the job shows to model servers. Holds references in place of secrets. */
public sealed interface Credentials extends Serializable {

    /** A token that is shown as it is (RFC 6750). */
    record Bearer(SecretReference token) implements Credentials {}

    /** A name and a password (RFC 7617). */
    record Basic(SecretReference username, SecretReference password) implements Credentials {}
}
