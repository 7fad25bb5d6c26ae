// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.leat.testing.kafka.BrokerConfig;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.tls.Pki;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * A broker with security: listeners with TLS, with client certificates, and with names and
 * passwords, and an authorizer that grants nothing of itself.
 */
final class SecureBroker {

    static final String TLS = "TLS";
    static final String MTLS = "MTLS";
    static final String SASL = "SASL";
    static final String SASL_TLS = "SASL_TLS";

    static final String USER = "alice";
    static final String PASSWORD = "it's \"secret\\ 1";
    static final Pki.Signed AUTHORITY = Pki.authority("lab");

    private SecureBroker() {}

    static TestBroker create() {
        return TestBroker.of(
                new BrokerConfig()
                        .listener(TLS, SecurityProtocol.SSL)
                        .listener(MTLS, SecurityProtocol.SSL)
                        .listener(SASL, SecurityProtocol.SASL_PLAINTEXT)
                        .listener(SASL_TLS, SecurityProtocol.SASL_SSL)
                        .set("listener.name.mtls.ssl.client.auth", "required")
                        .tls(Pki.signedBy(AUTHORITY, "broker"), AUTHORITY)
                        .user(USER, PASSWORD, "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")
                        .permissions());
    }
}
