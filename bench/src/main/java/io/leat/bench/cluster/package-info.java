// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The sender with its audit, which the scenarios of {@code k8s/cluster} run in pods beside Leat's
 * job. Uses {@code bench.faults..} and {@code bench.harness}.
 */
@NullMarked
package io.leat.bench.cluster;

import org.jspecify.annotations.NullMarked;
