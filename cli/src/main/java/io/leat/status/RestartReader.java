// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.status.JobReport.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what Flink says of a job's failures. */
final class RestartReader {

    private RestartReader() {}

    /** Reads {@code /jobs/ID/exceptions}, which has the newest first: one cause for each reason. */
    static List<Cause> causes(JsonNode exceptions) {
        Map<String, Cause> causes = new LinkedHashMap<>();
        for (JsonNode entry : exceptions.path("exceptionHistory").path("entries")) {
            String reason = FailureReason.ofStackTrace(entry.path("stacktrace").asText());
            Instant at = Instant.ofEpochMilli(entry.path("timestamp").asLong());
            causes.merge(
                    reason,
                    new Cause(at, 1, reason),
                    (newest, older) -> new Cause(newest.last(), newest.times() + 1, reason));
        }
        return new ArrayList<>(causes.values());
    }
}
