// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

/**
 * The address of a call on a node, and the content type of the answer.
 *
 * @param path REST: the URL's path, percent-encoded; gRPC: the full method name, {@code
 *     package.Service/Method}
 * @param replyType REST: the content type of an answer that states none; gRPC: the full name of the
 *     answer's message
 */
public record Address(String path, String replyType) {}
