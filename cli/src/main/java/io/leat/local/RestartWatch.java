package io.leat.local;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.jspecify.annotations.Nullable;

/** Tells a person when and why Flink restarts the job; the stack trace is in the log. */
final class RestartWatch implements AutoCloseable {

    private final Supplier<AccessExecutionGraph> job;
    private final Consumer<String> say;
    private final ScheduledExecutorService timer;
    private long lastFailure;

    RestartWatch(Supplier<AccessExecutionGraph> job, Consumer<String> say) {
        this.job = job;
        this.say = say;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread thread = new Thread(work, "leat-watch");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // look() lets nothing escape
    void start() {
        timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            @Nullable ErrorInfo failure = job.get().getFailureInfo();
            if (failure != null && failure.getTimestamp() != lastFailure) {
                lastFailure = failure.getTimestamp();
                say.accept("the job restarts from its last checkpoint: " + reason(failure));
            }
        } catch (RuntimeException e) {
            // The cluster is going down, and whoever ends it says so.
            timer.shutdown();
        }
    }

    private static String reason(ErrorInfo failure) {
        Throwable deepest =
                failure.getException().deserializeError(RestartWatch.class.getClassLoader());
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.toString().lines().findFirst().orElse("unknown");
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
