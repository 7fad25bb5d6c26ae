// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

/** The transactional ids of a job's producers, which all begin with one prefix. */
public final class TransactionalIds {

    private TransactionalIds() {}

    /**
     * What the ids of a job begin with. The slash ends the prefix: "model.a" must not abort what
     * "model.a2" has open.
     *
     * @param group the consumer group, {@code <predictor>.<deployment>.<namespace>}
     */
    public static String prefix(String group) {
        return "leat/" + group + "/";
    }

    /**
     * The same of the producers that write the request log where it has a sink of its own. It does
     * not begin as the other one: each sink ends what its prefix has open.
     */
    public static String logPrefix(String group) {
        return "leat-log/" + group + "/";
    }
}
