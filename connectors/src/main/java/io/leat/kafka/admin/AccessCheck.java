// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the job may not do, before it tries.
 *
 * @param problems where each is noted, with the permission that is missing
 */
record AccessCheck(BrokerInspector broker, List<String> problems) {

    /**
     * Looks at a topic and at what may be done with it.
     *
     * @param needed what the job does with it, each of which includes to see it
     * @return null where it is not there, which is for the caller to judge, or may not be seen
     */
    @Nullable TopicDescription topic(String option, String topic, AclOperation... needed) {
        TopicDescription found;
        try {
            found = broker.describe(topic);
        } catch (AuthorizationException e) {
            note(
                    option,
                    "may not see topic \"%s\"".formatted(topic),
                    BrokerInspector.name(needed[0]),
                    "Topic " + topic);
            return null;
        }
        if (found != null && found.authorizedOperations() != null) {
            compare(option, found, needed);
        }
        return found;
    }

    private void compare(String option, TopicDescription topic, AclOperation... needed) {
        Set<AclOperation> allowed = topic.authorizedOperations();
        for (AclOperation operation : needed) {
            if (!allowed.contains(operation)) {
                note(
                        option,
                        "lacks %s on topic \"%s\""
                                .formatted(BrokerInspector.name(operation), topic.name()),
                        BrokerInspector.name(operation),
                        "Topic " + topic.name());
            }
        }
    }

    void group(String group) {
        try {
            broker.tryToCommit(group);
        } catch (AuthorizationException e) {
            note("KAFKA_BROKER", "may not commit offsets of its group", "Read", "Group " + group);
        }
    }

    void transactions(String prefix) {
        try {
            broker.tryTransactionalId(prefix + "preflight");
        } catch (AuthorizationException e) {
            note(
                    "KAFKA_BROKER",
                    "may not write in transactions",
                    "Write",
                    "TransactionalId " + prefix + " (prefixed)");
        }
    }

    private void note(String option, String what, String operation, String resource) {
        problems.add(
                "%s: the user of this job %s (expected: an ACL that allows %s on %s)"
                        .formatted(option, what, operation, resource));
    }
}
