// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Reads how brokers and models are reached: addresses, TLS, SASL, secrets as references, and
 * properties of Kafka's clients. Uses {@code deployment.schema}, {@code kafka.security}, {@code
 * options}, {@code options.catalog} and {@code secrets}.
 */
@NullMarked
package io.leat.options.access;

import org.jspecify.annotations.NullMarked;
