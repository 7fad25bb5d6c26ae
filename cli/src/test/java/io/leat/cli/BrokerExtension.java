// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.testing.kafka.TestBroker;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the topics of one broker, which all of them share; each takes names of its own. */
final class BrokerExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Topics.class;
    }

    @Override
    public Topics resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Topics(TestBroker.sharedServers(context));
    }
}
