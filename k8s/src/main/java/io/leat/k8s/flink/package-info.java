// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The job: FlinkDeployment or FlinkSessionJob and session cluster, pods, service account, state
 * directory, graph configuration. Uses {@code deployment}, {@code graph}, {@code k8s.manifest},
 * {@code k8s.predictor}, {@code k8s.scaling}, {@code k8s.serving} and {@code options..}.
 */
@NullMarked
package io.leat.k8s.flink;

import org.jspecify.annotations.NullMarked;
