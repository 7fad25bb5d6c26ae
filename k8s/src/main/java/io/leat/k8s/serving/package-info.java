/**
 * The models: Deployments, Services, prepackaged servers, storage initializers, sidecars. Uses
 * {@code k8s.predictor} and {@code k8s.scaling}.
 */
@NullMarked
package io.leat.k8s.serving;

import org.jspecify.annotations.NullMarked;
