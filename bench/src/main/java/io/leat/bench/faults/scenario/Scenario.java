// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.leat.bench.faults.model.SeldonMessages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One row of the matrix, as it stands in a file. Jackson gives null for what a file leaves out;
 * each constructor puts the default in its place.
 *
 * @param proves what is true if it passes, for a person
 * @param quick whether it belongs to the selection that every change must pass
 * @param fills whether it fills the disk of the checkpoints, which needs the right to mount one
 * @param patience seconds without a single result after which it has failed
 */
public record Scenario(
        @JsonProperty(required = true) String proves,
        boolean quick,
        boolean fills,
        Topology topology,
        Job job,
        @JsonProperty(required = true) Load load,
        @JsonProperty(required = true) List<Step> steps,
        Expect expect,
        int patience) {

    public Scenario {
        topology = Objects.requireNonNullElse(topology, Topology.DEFAULT);
        job = Objects.requireNonNullElse(job, Job.DEFAULT);
        steps = steps == null ? List.of() : List.copyOf(steps);
        expect = Objects.requireNonNullElse(expect, Expect.DEFAULT);
        patience = patience == 0 ? 60 : patience;
    }

    /**
     * The processes.
     *
     * @param logbrokers brokers of another cluster, for the request log; 0 if it has none
     * @param clocks whether each has a clock of its own, which can be set
     * @param application whether the JobManager runs the job's {@code main()}, as in a pod of
     *     application mode
     * @param flink Flink's settings, for the cluster
     */
    public record Topology(
            @JsonProperty(required = true) int brokers,
            @JsonProperty(required = true) int taskmanagers,
            int logbrokers,
            boolean clocks,
            boolean application,
            Map<String, String> flink) {

        /** Where a file names none. */
        public static final Topology DEFAULT = new Topology(3, 2, 0, false, false, Map.of());

        public Topology {
            flink = flink == null ? Map.of() : Map.copyOf(flink);
        }
    }

    /**
     * The job.
     *
     * @param tls whether it calls the model by TLS
     * @param traffic the share of each predictor by name, in percent, in this order; without any
     *     there is one predictor
     * @param shadow whether a shadow stands beside it, whose model is not there
     * @param traces whether its spans go to a receiver beside it
     * @param logger whether requests and answers are kept, on the brokers of the request log if
     *     there are such
     * @param feedback whether a router that takes feedback stands before the model
     * @param options Leat's, by flag
     * @param flink Flink's, for this job
     */
    public record Job(
            int parallelism,
            SeldonMessages transport,
            boolean tls,
            Map<String, Integer> traffic,
            boolean shadow,
            boolean traces,
            boolean logger,
            boolean feedback,
            Map<String, String> options,
            Map<String, String> flink) {

        /** The predictor of a job that has one. */
        public static final String ONLY_PREDICTOR = "main";

        /** Where a file names none. */
        static final Job DEFAULT = of(2, SeldonMessages.REST, Map.of());

        /** A job of one predictor. */
        public static Job of(
                int parallelism, SeldonMessages transport, Map<String, String> options) {
            return new Job(
                    parallelism,
                    transport,
                    false,
                    Map.of(),
                    false,
                    false,
                    false,
                    false,
                    options,
                    Map.of());
        }

        public Job {
            parallelism = parallelism == 0 ? 2 : parallelism;
            transport = Objects.requireNonNullElse(transport, SeldonMessages.REST);
            traffic =
                    traffic == null || traffic.isEmpty()
                            ? Map.of(Job.ONLY_PREDICTOR, 100)
                            : new LinkedHashMap<>(traffic);
            options = options == null ? Map.of() : Map.copyOf(options);
            flink = flink == null ? Map.of() : Map.copyOf(flink);
        }
    }

    /**
     * What is sent.
     *
     * @param rate a second
     * @param size bytes that are added to the value of each; 0 leaves it as small as it is
     * @param every every so many records one is poison
     * @param poison names of {@code Poison}, taken in turn; {@code all} is every one that the
     *     transport knows
     * @param output settings of the output topic
     */
    public record Load(
            @JsonProperty(required = true) int records,
            @JsonProperty(required = true) int rate,
            int partitions,
            int size,
            int every,
            List<String> poison,
            Map<String, String> output) {
        public Load {
            output = output == null ? Map.of() : Map.copyOf(output);
            partitions = partitions == 0 ? 4 : partitions;
            every = every == 0 ? 40 : every;
            poison = poison == null ? List.of("refused") : List.copyOf(poison);
        }
    }

    /** When this is so, that is done; both are phrases of {@code Script}. */
    public record Step(
            @JsonProperty(required = true) String when,
            @JsonProperty(value = "do", required = true) String what) {}

    /**
     * What must be so at the end, beside that every record is there once, right and in order.
     *
     * @param restarts of the job, since its JobManager took over
     * @param order {@code any} where Leat promises none
     * @param alarm a regular expression of which some line of the job's logs has a match
     * @param duplicated results of records that have come out before
     */
    public record Expect(Bound restarts, Bound lost, String order, String alarm, Bound duplicated) {

        /** Where a file names none. */
        static final Expect DEFAULT = new Expect(Bound.NONE, Bound.NONE, "kept", "", Bound.NONE);

        public Expect {
            restarts = Objects.requireNonNullElse(restarts, Bound.NONE);
            lost = Objects.requireNonNullElse(lost, Bound.NONE);
            order = Objects.requireNonNullElse(order, "kept");
            alarm = Objects.requireNonNullElse(alarm, "");
            duplicated = Objects.requireNonNullElse(duplicated, Bound.NONE);
            if (!List.of("kept", "any").contains(order)) {
                throw new IllegalArgumentException(
                        "order: \"%s\" (expected: kept or any)".formatted(order));
            }
        }
    }
}
