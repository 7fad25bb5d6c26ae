// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.secrets;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A client certificate.
 *
 * @param chain in PEM, the client's own first
 * @param key in PEM
 * @param password of the key, or null
 */
public record Identity(
        SecretReference chain, SecretReference key, @Nullable SecretReference password)
        implements Serializable {}
