// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.testing.kafka.BrokerConfig;
import io.leat.testing.kafka.TestBroker;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** A broker that asks for name and password and grants nothing of itself. */
final class GuardedBroker {

    /** Where {@link #USER} logs in. */
    static final String GUARDED = "GUARDED";

    /** What answers here says that it is at {@link #ADVERTISED}, as behind a port-forward. */
    static final String AWAY = "AWAY";

    /** Where no one is reached. */
    static final String ADVERTISED = "kafka.kafka.svc.invalid:9092";

    static final String USER = "alice";
    static final String PASSWORD = "open sesame";

    private GuardedBroker() {}

    static TestBroker create() {
        return TestBroker.of(
                new BrokerConfig()
                        .listener(GUARDED, SecurityProtocol.SASL_PLAINTEXT)
                        .advertising(AWAY, ADVERTISED)
                        .user(USER, PASSWORD, "PLAIN")
                        .permissions());
    }

    /** Lets the user do something with what has this name. */
    static AclBinding allow(ResourceType type, String name, AclOperation operation) {
        return TestBroker.allow("User:" + USER, type, PatternType.LITERAL, name, operation);
    }
}
