// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Whether a model server is there and its model ready, without a prediction: asks what a protocol
 * has for that, over connections of its own. Does not know {@code client.rest} and {@code
 * client.grpc}. Uses {@code client}, {@code client.refusal} and {@code protocol}.
 */
@NullMarked
package io.leat.client.readiness;

import org.jspecify.annotations.NullMarked;
