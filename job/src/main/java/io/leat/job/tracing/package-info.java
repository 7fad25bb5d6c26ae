// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * OpenTelemetry's SDK in a running job: what makes spans, counts them and sends them, and the spans
 * of records that are processed and results that are sent. Uses {@code client}, {@code
 * client.grpc}, {@code client.retry}, {@code job.plan}, {@code kafka}, {@code options.catalog},
 * {@code options.tracing}, {@code secrets} and {@code tracing}.
 */
@NullMarked
package io.leat.job.tracing;

import org.jspecify.annotations.NullMarked;
