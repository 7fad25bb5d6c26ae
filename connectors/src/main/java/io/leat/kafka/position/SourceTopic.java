// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import io.leat.kafka.OnMissingRecords;
import java.io.Serializable;
import java.util.Properties;

/**
 * The topic a job reads.
 *
 * @param client bootstrap servers and security
 * @param name of the topic
 * @param group the consumer group of the job
 * @param onMissingRecords what to do when records that were not read are no longer there
 */
public record SourceTopic(
        Properties client, String name, String group, OnMissingRecords onMissingRecords)
        implements Serializable {}
