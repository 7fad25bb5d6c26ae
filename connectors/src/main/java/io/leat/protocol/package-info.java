// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The vocabulary of inference calls: messages, node calls, codecs as interfaces, and how a call
 * fails. Pure: no Flink, Kafka, socket, clock or thread. Uses no other package of Leat.
 */
@NullMarked
package io.leat.protocol;

import org.jspecify.annotations.NullMarked;
