// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import io.leat.protocol.Transport;

/**
 * The predictor and deployment that answer the records of a job.
 *
 * @param predictor its name in the SeldonDeployment
 * @param transport how its nodes are called
 */
public record AnsweredBy(String predictor, Transport transport) {}
