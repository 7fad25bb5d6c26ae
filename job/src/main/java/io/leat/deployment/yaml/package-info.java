/** YAML and JSON as kubectl reads them, into trees. Pure; uses {@code deployment}. */
@NullMarked
package io.leat.deployment.yaml;

import org.jspecify.annotations.NullMarked;
