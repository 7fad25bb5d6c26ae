package io.leat.k8s;

/**
 * A file to render.
 *
 * @param name for messages
 * @param text YAML or JSON
 */
public record RenderSource(String name, String text) {}
