// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.requestlog;

import io.leat.kafka.LogSource;
import io.leat.options.requestlog.RequestLogSettings;
import java.io.Serializable;

/**
 * The request log of a predictor. Part of the job graph, so it holds no secret.
 *
 * @param source what its events say they are of
 */
public record RequestLogPlan(LogSource source, RequestLogSettings settings)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
