// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A form in which records are printed. */
interface RecordOutput {

    /** What is printed of a record, its last line end included. */
    String of(ConsumerRecord<byte[], byte[]> record);
}
