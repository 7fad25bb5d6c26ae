package io.leat.bench.load;

/** A subject at work. */
interface Running extends AutoCloseable {

    /** The process whose cost is looked at. */
    Jvm process();

    /** Records, or calls, done so far. */
    long done();

    /**
     * Fails if what was done is not what was asked for.
     *
     * @throws IllegalStateException says why the figures are void
     */
    void check();

    @Override
    void close();
}
