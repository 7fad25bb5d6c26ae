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
public record Identity(Material chain, Material key, @Nullable Material password)
        implements Serializable {}
