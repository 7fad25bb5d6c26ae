// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.experiment;

import io.leat.bench.load.stub.LoadPayload;
import io.leat.bench.load.stub.Pacing;
import io.leat.bench.load.subject.InputTopic;
import io.leat.bench.load.subject.LoadTask;
import io.leat.bench.load.subject.LocalFlinkJob;
import io.leat.bench.load.subject.Subject;
import java.util.List;

/**
 * A row of the table.
 *
 * @param name what it is asked for by
 * @param title what a person reads
 * @param guess records a second that it will hardly exceed, to have that many ready
 * @param baselines rows it is compared with where they are in the same run
 */
public record LoadRow(
        String name,
        String title,
        Experiment experiment,
        InputTopic input,
        Pacing pacing,
        int guess,
        List<String> baselines) {

    /** One that is measured with a backlog. */
    public static LoadRow of(String name, String title, Subject subject, LoadPayload payload) {
        int guess = payload.value().length > 10_000 ? 6_000 : 60_000;
        return of(name, title, new Saturation(subject), payload).guess(guess);
    }

    public static LoadRow of(
            String name, String title, Experiment experiment, LoadPayload payload) {
        return new LoadRow(
                name, title, experiment, new InputTopic(payload, 1), Pacing.INSTANT, 0, List.of());
    }

    /** One that is measured while so many records are answered, each once. */
    public static LoadRow allOf(
            String name, String title, LocalFlinkJob job, int records, LoadPayload payload) {
        return of(name, title, new AllOf(job, records), payload);
    }

    public LoadRow against(String... names) {
        return new LoadRow(name, title, experiment, input, pacing, guess, List.of(names));
    }

    public LoadRow paced(Pacing other) {
        return new LoadRow(name, title, experiment, input, other, guess, baselines);
    }

    public LoadRow guess(int other) {
        return new LoadRow(name, title, experiment, input, pacing, other, baselines);
    }

    public LoadRow partitions(int count) {
        InputTopic wider = new InputTopic(input.payload(), count);
        return new LoadRow(name, title, experiment, wider, pacing, guess, baselines);
    }

    /** What its subject is to work on. */
    LoadTask task() {
        return new LoadTask(name, input().payload(), input().topic(), input().partitions());
    }
}
