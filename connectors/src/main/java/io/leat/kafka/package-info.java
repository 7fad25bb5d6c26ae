// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The record contract between Kafka topics and the job: requests, results, their headers and ids.
 * The events of a request log too. Knows no model and no graph. Uses {@code protocol} and {@code
 * tracing}.
 */
@NullMarked
package io.leat.kafka;

import org.jspecify.annotations.NullMarked;
