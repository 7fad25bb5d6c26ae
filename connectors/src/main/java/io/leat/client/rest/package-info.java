// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Model calls over HTTP/1.1 with async-http-client. Does not know {@code client.grpc}. Uses {@code
 * client}, {@code client.dns}, {@code client.refusal}, {@code client.tls} and {@code protocol}.
 */
@NullMarked
package io.leat.client.rest;

import org.jspecify.annotations.NullMarked;
