// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import io.leat.job.metrics.JobMetric;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that all subtasks of a job reported last, by Flink's names of the metrics.
 *
 * @param values by name, which holds operator and labels
 * @param attempts of every subtask: those that differ from another sample's count from zero again
 */
record MetricSample(Map<String, Value> values, List<String> attempts) {

    /** Of all subtasks together. */
    record Value(double sum, double max) {}

    MetricSample {
        values = Map.copyOf(values);
        attempts = List.copyOf(attempts);
    }

    private static boolean isOf(String name, String metric) {
        return name.equals(metric) || name.endsWith("." + metric);
    }

    boolean has(JobMetric metric) {
        return values.keySet().stream().anyMatch(name -> isOf(name, metric.key()));
    }

    /** A metric over all operators that have it. */
    double sum(String metric) {
        return values.entrySet().stream()
                .filter(value -> isOf(value.getKey(), metric))
                .mapToDouble(value -> value.getValue().sum())
                .sum();
    }

    long count(JobMetric metric) {
        return (long) sum(metric.key());
    }

    /** A metric by the value of its label. */
    Map<String, Double> by(String label, JobMetric metric) {
        Map<String, Double> found = new TreeMap<>();
        Pattern pattern = Pattern.compile("(?:.*\\.)?" + label + "\\.([^.]+)\\." + metric.key());
        values.forEach(
                (name, value) -> {
                    Matcher labelled = pattern.matcher(name);
                    if (labelled.matches()) {
                        found.merge(labelled.group(1), value.sum(), Double::sum);
                    }
                });
        return found;
    }

    /** What is known of one node. */
    Node node(String name) {
        return new Node(name);
    }

    /** The metrics of one node. */
    final class Node {

        private final String prefix;

        private Node(String name) {
            this.prefix = "node." + name + ".";
        }

        double sum(JobMetric metric) {
            return of(metric, Value::sum);
        }

        double max(JobMetric metric) {
            return of(metric, Value::max);
        }

        private double of(JobMetric metric, ToDoubleFunction<Value> which) {
            return values.entrySet().stream()
                    .filter(value -> isOf(value.getKey(), prefix + metric.key()))
                    .mapToDouble(value -> which.applyAsDouble(value.getValue()))
                    .sum();
        }

        /** The name of a metric as Flink has it. */
        List<String> names(JobMetric metric) {
            return values.keySet().stream()
                    .filter(name -> isOf(name, prefix + metric.key()))
                    .toList();
        }

        /** A cumulative histogram by its bounds. */
        SortedMap<Double, Long> buckets(JobMetric metric) {
            SortedMap<Double, Long> found = new TreeMap<>();
            Pattern pattern =
                    Pattern.compile(
                            "(?:.*\\.)?"
                                    + Pattern.quote(prefix)
                                    + "le\\.([^.]+)\\."
                                    + metric.key());
            values.forEach(
                    (name, value) -> {
                        Matcher bucket = pattern.matcher(name);
                        if (bucket.matches()) {
                            found.merge(bound(bucket.group(1)), (long) value.sum(), Long::sum);
                        }
                    });
            return found;
        }

        /** Flink writes underscores for points in names. */
        private static double bound(String text) {
            return text.equals("+Inf")
                    ? Double.POSITIVE_INFINITY
                    : Double.parseDouble(text.replace('_', '.'));
        }
    }

    /** Whether counts of this sample have gone on from another's. */
    boolean continues(MetricSample before) {
        return attempts.equals(before.attempts);
    }
}
