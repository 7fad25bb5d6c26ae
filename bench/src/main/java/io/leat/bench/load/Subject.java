package io.leat.bench.load;

/** What a row measures. */
interface Subject {

    /** Starts it on this ground. */
    Running start(Ground ground, Task task);

    /** Whether it reads the input topic. */
    boolean reads();
}
