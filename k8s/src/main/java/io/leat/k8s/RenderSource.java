// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

/**
 * A file to render.
 *
 * @param name for messages
 * @param text YAML or JSON
 */
public record RenderSource(String name, String text) {}
