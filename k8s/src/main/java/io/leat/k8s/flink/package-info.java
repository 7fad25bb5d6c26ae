/**
 * The job: FlinkDeployment, pods, service account, state directory, graph configuration. Uses
 * {@code k8s.predictor}, {@code k8s.serving} and {@code k8s.scaling}.
 */
@NullMarked
package io.leat.k8s.flink;

import org.jspecify.annotations.NullMarked;
