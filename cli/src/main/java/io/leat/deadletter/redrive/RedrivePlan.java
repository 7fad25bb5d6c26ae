// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import io.leat.deadletter.DeadLetterFilter;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a redrive.
 *
 * @param client bootstrap servers and security
 * @param from the dead-letter topic
 * @param to the topic they go to, or null for each to the one it came from
 * @param limit the most that are sent
 * @param maxRedrives the most often a record is sent
 * @param again whether those that were sent before are sent too
 * @param dryRun whether nothing is written
 * @param untilEnd whether it ends at the end the topic has at the start
 */
public record RedrivePlan(
        Properties client,
        String from,
        @Nullable String to,
        DeadLetterFilter filter,
        long limit,
        int maxRedrives,
        boolean again,
        boolean dryRun,
        boolean untilEnd) {}
