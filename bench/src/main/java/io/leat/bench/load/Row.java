package io.leat.bench.load;

import java.util.List;

/**
 * A row of the table.
 *
 * @param name what it is asked for by
 * @param title what a person reads
 * @param guess records a second that it will hardly exceed, to have that many ready
 * @param baselines rows it is compared with where they are in the same run
 */
record Row(
        String name,
        String title,
        Experiment experiment,
        Input input,
        Pacing pacing,
        int guess,
        List<String> baselines) {

    /** One that is measured with a backlog. */
    static Row of(String name, String title, Subject subject, Payload payload) {
        int guess = payload.value().length > 10_000 ? 6_000 : 60_000;
        return of(name, title, new Saturation(subject), payload).guess(guess);
    }

    static Row of(String name, String title, Experiment experiment, Payload payload) {
        return new Row(
                name, title, experiment, new Input(payload, 1), Pacing.INSTANT, 0, List.of());
    }

    Row against(String... names) {
        return new Row(name, title, experiment, input, pacing, guess, List.of(names));
    }

    Row paced(Pacing other) {
        return new Row(name, title, experiment, input, other, guess, baselines);
    }

    Row guess(int other) {
        return new Row(name, title, experiment, input, pacing, other, baselines);
    }

    Row partitions(int count) {
        Input wider = new Input(input.payload(), count);
        return new Row(name, title, experiment, wider, pacing, guess, baselines);
    }
}
