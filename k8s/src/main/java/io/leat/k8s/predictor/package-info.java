/**
 * What is known of one predictor while it is rendered, and the render options. Uses {@code
 * k8s.manifest}.
 */
@NullMarked
package io.leat.k8s.predictor;

import org.jspecify.annotations.NullMarked;
