// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.tls;

import io.leat.secrets.SecretException;
import io.leat.secrets.SecretReader;
import io.leat.secrets.SecretReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The value of the header {@code Authorization}. Read anew now and then, as tokens in files are
 * exchanged before they expire. Thread-safe.
 */
final class Authorization {

    private static final Logger LOG = LoggerFactory.getLogger(Authorization.class);
    private static final long READ_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final Credentials credentials;
    private final SecretReader reader;
    private final LongSupplier nanoTime;
    private String value;
    private long readAt;
    private boolean unreadable;

    private Authorization(Credentials credentials, SecretReader reader, LongSupplier nanoTime) {
        this.credentials = credentials;
        this.reader = reader;
        this.nanoTime = nanoTime;
        this.value = read(credentials, reader);
        this.readAt = nanoTime.getAsLong();
    }

    /**
     * Reads the credentials for the first time.
     *
     * @param nanoTime a clock as {@link System#nanoTime()}
     * @throws SecretException if they cannot be had or cannot stand in a header
     */
    static Authorization of(Credentials credentials, SecretReader reader, LongSupplier nanoTime) {
        return new Authorization(credentials, reader, nanoTime);
    }

    /** What stands in the header now; what stood there before while it cannot be read. */
    synchronized String value() {
        long now = nanoTime.getAsLong();
        if (now - readAt >= READ_AGAIN_NANOS) {
            readAt = now;
            readAgain();
        }
        return value;
    }

    private void readAgain() {
        try {
            value = read(credentials, reader);
            unreadable = false;
        } catch (SecretException e) {
            if (!unreadable) {
                LOG.warn("{}; the credentials read before are used further", e.getMessage());
            }
            unreadable = true;
        }
    }

    private static String read(Credentials credentials, SecretReader reader) {
        if (credentials instanceof Credentials.Bearer bearer) {
            return "Bearer " + token(bearer.token(), reader);
        }
        Credentials.Basic basic = (Credentials.Basic) credentials;
        return "Basic " + basic(basic, reader);
    }

    static String token(SecretReference place, SecretReader reader) {
        String token = reader.read(place).strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new SecretException(
                    "%s holds no bearer token (expected: one line of letters, digits and -._~+/, with = at the end at most)"
                            .formatted(place.place()));
        }
        return token;
    }

    static String basic(Credentials.Basic basic, SecretReader reader) {
        String username = printable(basic.username(), reader);
        if (username.contains(":")) {
            throw new SecretException(
                    "%s holds a user name with ':' (expected: one without)"
                            .formatted(basic.username().place()));
        }
        String pair = username + ":" + printable(basic.password(), reader);
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String printable(SecretReference place, SecretReader reader) {
        String text = reader.read(place);
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new SecretException(
                    "%s holds a line break or another control character (expected: one line of text)"
                            .formatted(place.place()));
        }
        return text;
    }
}
