package io.leat.options;

import io.leat.options.JobSettings.Calls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the options of calls and their repeats must keep to together. */
final class RetryRules {

    private static final Duration DEFAULT_TIME = Duration.ofMinutes(10);
    private static final int DEFAULT_TIMEOUTS = 10;

    private RetryRules() {}

    static List<String> problems(@Nullable Duration retryTime, Calls calls) {
        List<String> problems = new ArrayList<>();
        if (retryTime != null && retryTime.compareTo(calls.timeout()) < 0) {
            problems.add(
                    "LEAT_RETRY_TIME is %dms and LEAT_CALL_TIMEOUT is %dms (expected: a budget of at least one call)"
                            .formatted(retryTime.toMillis(), calls.timeout().toMillis()));
        }
        return problems;
    }

    static Duration defaultTime(Duration callTimeout) {
        Duration timeouts = callTimeout.multipliedBy(DEFAULT_TIMEOUTS);
        return timeouts.compareTo(DEFAULT_TIME) > 0 ? timeouts : DEFAULT_TIME;
    }
}
