package io.leat.kafka;

import java.util.concurrent.CompletableFuture;

/**
 * Counts the records of one subtask that were read but not yet handed to the sink, and says whether
 * the source may read on.
 *
 * <p>It stands at the source because a full async operator blocks its task: then no checkpoint, no
 * savepoint and no commit would happen while a model hangs. It closes at the limit and opens again
 * at three quarters of it, so that the source is not woken for every single place.
 *
 * <p>Used only by the subtask's own task thread; metrics read the numbers from others.
 */
public final class InFlightGate {

    private static final CompletableFuture<Void> OPEN = CompletableFuture.completedFuture(null);

    private final int maxRecords;
    private final long maxBytes;
    private final ReadUntil.Progress until;
    private volatile int records;
    private volatile long bytes;
    private CompletableFuture<Void> opening;

    /**
     * An open gate, unless there is nothing to read yet.
     *
     * @param maxRecords at least 1
     * @param maxBytes at least 1; a record larger than this still passes when there is room at all
     * @param until where reading ends
     */
    InFlightGate(int maxRecords, long maxBytes, ReadUntil.Progress until) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
        this.until = until;
        this.opening = until.done() ? new CompletableFuture<>() : OPEN;
    }

    public boolean isOpen() {
        return opening == OPEN;
    }

    /** Completes, on the task thread, when the gate is open. */
    CompletableFuture<Void> opening() {
        return opening;
    }

    /** A partition to be read from so far on. */
    void own(int partition, long startingOffset) {
        until.own(partition, startingOffset);
        openIfThereIsRoom();
    }

    /** A record has been read. Restored records enter too, above the limit even. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, the task thread
    public void enter(InferenceRequest request) {
        records++;
        bytes += request.weight();
        until.read(request.partition, request.offset);
        if (isOpen() && (records >= maxRecords || bytes >= maxBytes || until.done())) {
            opening = new CompletableFuture<>();
        }
    }

    /** What became of it has been handed on. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, the task thread
    public void leave(InferenceRequest request) {
        records--;
        bytes -= request.weight();
        openIfThereIsRoom();
    }

    private void openIfThereIsRoom() {
        boolean room = records <= maxRecords * 3L / 4 && bytes <= maxBytes / 4 * 3;
        if (!isOpen() && room && !until.done()) {
            CompletableFuture<Void> waiting = opening;
            opening = OPEN;
            waiting.complete(null);
        }
    }

    int records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    int partitionsReadUntilEnd() {
        return until.reached();
    }
}
