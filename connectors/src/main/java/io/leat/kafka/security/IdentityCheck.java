// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.security;

import io.leat.secrets.SecretCheck;
import io.leat.secrets.SecretReader;
import java.time.Instant;
import java.util.List;

/**
 * Looks at what is stated for the brokers before a broker does.
 *
 * @param now what certificates must be valid at
 */
public record IdentityCheck(Instant now) {

    /** Every problem with what is stated, as it is on this machine; one line each. */
    public List<String> problems(KafkaSecurity security) {
        return problems(security, SecretReader.HERE);
    }

    List<String> problems(KafkaSecurity security, SecretReader reader) {
        SecretCheck check = new SecretCheck(now, reader);
        check.tls("KAFKA_SSL_", security.tls());
        if (security.sasl() != null && security.sasl().login() != null) {
            check.read("KAFKA_SASL_USERNAME", security.sasl().login().username());
            check.read("KAFKA_SASL_PASSWORD", security.sasl().login().password());
        }
        return check.problems();
    }
}
