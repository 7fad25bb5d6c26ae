// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * A Kafka broker for tests, its listeners, users and permissions, and its topics. Knows no other
 * module. Uses {@code testing.net} and {@code testing.tls}.
 */
@NullMarked
package io.leat.testing.kafka;

import org.jspecify.annotations.NullMarked;
