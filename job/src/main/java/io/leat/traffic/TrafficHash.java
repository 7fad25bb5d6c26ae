// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.traffic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The bucket of a record: the first eight bytes of SHA-256 over the salt in UTF-8, a zero byte and
 * what of the record is hashed, as an unsigned number, modulo {@link #BUCKETS}. Frozen: another
 * function would move records that shall stay where they are. Used by one thread.
 *
 * <p>Why it is so: {@code docs/adr/0020-a-records-hash-decides-its-predictor.md}.
 */
public final class TrafficHash {

    /** A hundredth of a percent each. */
    public static final int BUCKETS = 10_000;

    private final MessageDigest sha256;
    private final byte[] salt;

    /**
     * The hash of a deployment.
     *
     * @param salt its name: what two deployments sample shall not be the same records
     */
    public TrafficHash(String salt) {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
        this.salt = (salt + '\0').getBytes(StandardCharsets.UTF_8);
    }

    /** From 0 to {@link #BUCKETS}, exclusive. */
    public int bucket(byte[] of) {
        sha256.update(salt);
        long hash = ByteBuffer.wrap(sha256.digest(of)).getLong();
        return (int) Long.remainderUnsigned(hash, BUCKETS);
    }
}
