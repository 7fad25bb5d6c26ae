// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

/**
 * One call to one node of the graph.
 *
 * @param node the node's name in the graph, which is also the model name on the wire
 * @param method what the node is asked to do
 * @param payload what is sent
 */
public record NodeCall(String node, UnitMethod method, Payload payload) {}
