package io.leat.bench.load;

/** What a row measures. */
interface Subject {

    /** Starts it on this ground. */
    Running start(Ground ground, Row row);

    /** Whether it reads the row's input topic. */
    boolean reads();
}
