/**
 * Autoscaling by KEDA or a HorizontalPodAutoscaler, and disruption budgets. Uses {@code
 * k8s.predictor}.
 */
@NullMarked
package io.leat.k8s.scaling;

import org.jspecify.annotations.NullMarked;
