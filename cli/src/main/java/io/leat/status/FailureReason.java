// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.SerializedThrowable;

/**
 * The reason why a job failed, in one sentence for a person: the root cause, without its stack
 * trace.
 */
public final class FailureReason {

    /** A class name with its package, in front of a message. */
    private static final Pattern CLASS =
            Pattern.compile("^(?:[a-z][\\w]*\\.)+([A-Z][\\w$]*): *", Pattern.DOTALL);

    /** How Kafka's producer says that it has found no such topic in time. */
    private static final Pattern NO_TOPIC =
            Pattern.compile("Topic (\\S+) not present in metadata after .*", Pattern.DOTALL);

    /** How Kafka's consumer says that a position is not in the log any more. */
    private static final Pattern NO_OFFSET =
            Pattern.compile(
                    "Fetch position FetchPosition\\{offset=(\\d+),.*out of range for partition"
                            + " (\\S+).*",
                    Pattern.DOTALL);

    /** How Flink says that it restarts a job for its checkpoints. */
    private static final Pattern TOO_MANY_CHECKPOINTS =
            Pattern.compile(
                    "Exceeded checkpoint tolerable failure threshold\\.(?: The latest checkpoint"
                            + " failed due to (.*?)(?:, view the .*)?)?",
                    Pattern.DOTALL);

    private static final Pattern TAKEN_OVER =
            Pattern.compile(".*(ProducerFenced|InvalidProducerEpoch)Exception");

    private static final String CAUSE = "Caused by: ";

    private FailureReason() {}

    public static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return of(className(root), message(root));
    }

    /**
     * The same of a failure that is known as text.
     *
     * @param stackTrace as Java prints it, with its causes
     */
    public static String ofStackTrace(String stackTrace) {
        String root = stackTrace.lines().findFirst().orElse("");
        for (String line : stackTrace.lines().toList()) {
            if (line.startsWith(CAUSE)) {
                root = line.substring(CAUSE.length());
            }
        }
        int end = root.indexOf(": ");
        return end < 0
                ? of(root, "")
                : of(root.substring(0, end), firstLine(root.substring(end + 2)));
    }

    private static String of(String className, String message) {
        String name = className.substring(className.lastIndexOf('.') + 1);
        Matcher missing = NO_TOPIC.matcher(message);
        if (missing.matches()) {
            return "topic " + missing.group(1) + " does not exist";
        }
        Matcher offset = NO_OFFSET.matcher(message);
        if (offset.matches()) {
            return "offset %s of %s does not exist any more"
                    .formatted(offset.group(1), offset.group(2));
        }
        Matcher checkpoints = TOO_MANY_CHECKPOINTS.matcher(message);
        if (checkpoints.matches()) {
            String why = checkpoints.group(1);
            return "its checkpoints fail" + (why == null ? "" : ": " + why);
        }
        if (TAKEN_OVER.matcher(className).matches()) {
            return "another producer has taken over this job's transactional ids: does another job"
                    + " run this deployment? ("
                    + name
                    + ")";
        }
        return switch (name) {
            case "OutOfMemoryError" ->
                    "out of memory: " + message + " (LEAT_JAVA_OPTS=-Xmx… gives more)";
            case "GroupHeldException", "JobStoppedException", "MissingRecordsException" ->
                    message; // complete sentences
            case "UnknownTopicOrPartitionException", "UnknownTopicIdException" ->
                    "a topic does not exist any more (" + name + ")";
            case "FlinkException", "FlinkRuntimeException", "RuntimeException" ->
                    message.isEmpty() ? name : message; // say nothing by their name
            default -> message.isEmpty() ? name : message + " (" + name + ")";
        };
    }

    private static String className(Throwable root) {
        return root instanceof SerializedThrowable serialized
                ? serialized.getOriginalErrorClassName()
                : root.getClass().getName();
    }

    private static String message(Throwable root) {
        return firstLine(Optional.ofNullable(root.getMessage()).orElse(""));
    }

    /** Without the class name that Flink puts in front when it sends one on. */
    private static String firstLine(String message) {
        Matcher named = CLASS.matcher(message);
        String without = named.find() ? message.substring(named.end()) : message;
        return without.lines().findFirst().orElse("").strip();
    }
}
