// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * TLS and SASL of Kafka's clients, from Seldon's variables and Leat's, with secrets as references
 * until a client is built. Uses {@code secrets}.
 */
@NullMarked
package io.leat.kafka.security;

import org.jspecify.annotations.NullMarked;
