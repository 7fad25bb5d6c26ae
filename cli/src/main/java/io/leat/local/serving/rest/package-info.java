/**
 * Units over HTTP: the seldon protocol's paths, TensorFlow Serving's and the V2 protocol's. Further
 * protocols are further {@code RestEndpoint}s.
 */
@NullMarked
package io.leat.local.serving.rest;

import org.jspecify.annotations.NullMarked;
