package io.leat.kafka;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the records of one subtask that were read but not yet handed to the sink, and says whether
 * the source may read on.
 *
 * <p>It stands at the source because a full async operator blocks its task: then no checkpoint, no
 * savepoint and no commit would happen while a model hangs. It closes at the limit and opens again
 * when a few places are free: for one alone the source would be woken for each record, and many
 * reach the model as a burst, after a lull. It also opens with the first record that leaves after
 * {@link #LONGEST}, as a slow model is short of calls otherwise. Where there are batches, it waits
 * for a quarter of the places, however long: only those that are read together meet in one.
 *
 * <p>Used only by the subtask's own task thread; metrics read the numbers from others.
 */
public final class InFlightGate {

    private static final CompletableFuture<Void> OPEN = CompletableFuture.completedFuture(null);

    /** Closed while there is room, in nanoseconds. */
    static final long LONGEST = 500_000;

    /** Nanoseconds between records that leave; to be woken for each costs about a fifth of it. */
    private static final long QUICK = 50_000;

    private static final int QUARTER = 4;

    /** At a limit of 100, calls are a tenth faster than with a quarter, at less cost. */
    private static final int FEW = 32;

    private static final long NEVER = Long.MAX_VALUE;

    private final int maxRecords;
    private final long maxBytes;
    private final boolean forBatches;
    private final ReadUntil.Progress until;
    private final LongSupplier nanoTime;
    private final InFlightRecords inFlight = new InFlightRecords();
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private boolean resultsCommitted = true;
    private CompletableFuture<Void> opening;
    private long closed; // when it last did
    private int left; // since then
    private long pace = NEVER; // nanoseconds between those that left until then

    /**
     * An open gate, unless there is nothing to read yet.
     *
     * @param maxRecords at least 1
     * @param maxBytes at least 1; a record larger than this still passes when there is room at all
     * @param forBatches whether records are to enter many at a time
     * @param until where reading ends
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    InFlightGate(
            int maxRecords,
            long maxBytes,
            boolean forBatches,
            ReadUntil.Progress until,
            LongSupplier nanoTime) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
        this.forBatches = forBatches;
        this.until = until;
        this.nanoTime = nanoTime;
        this.opening = until.done() ? new CompletableFuture<>() : OPEN;
    }

    public boolean isOpen() {
        return opening == OPEN;
    }

    /** Completes, on the task thread, when the gate is open. */
    CompletableFuture<Void> opening() {
        return opening;
    }

    /**
     * Whether a closed gate stays closed for so long, but no longer than a little while, that to
     * rest and look again costs less than to be woken: records that leave meanwhile find nobody to
     * wake.
     *
     * @param nanos of rest
     */
    boolean isWorthARest(long nanos) {
        return !isOpen()
                && pace < QUICK
                && (records() - roomy()) * pace > nanos
                && nanoTime.getAsLong() - closed < 2 * LONGEST;
    }

    /** A partition to be read from so far on. */
    void own(int partition, long startingOffset) {
        until.own(partition, startingOffset);
        openIfThereIsRoom();
    }

    /** A record has been read. Restored records enter too, above the limit even. */
    public void enter(InferenceRequest request) {
        inFlight.add(request);
        count(1, request.weight());
        until.read(request.partition, request.offset);
        if (isOpen() && (!isRoom() || until.done())) {
            close();
        }
    }

    private void close() {
        opening = new CompletableFuture<>();
        long now = nanoTime.getAsLong();
        pace = left == 0 ? NEVER : (now - closed) / left;
        closed = now;
        left = 0;
    }

    /** What became of it, the same instance that has entered, has been handed on. */
    public void leave(InferenceRequest request) {
        inFlight.remove(request);
        count(-1, -request.weight());
        left++;
        openIfThereIsRoom();
    }

    /** With one writer, the task thread, whom a barrier per record would only hold up. */
    private void count(int moreRecords, int moreBytes) {
        records.setRelease(records.getPlain() + moreRecords);
        bytes.setRelease(bytes.getPlain() + moreBytes);
    }

    private void openIfThereIsRoom() {
        if (!isOpen() && !until.done() && (isRoomy() || (isRoom() && isClosedForLong()))) {
            CompletableFuture<Void> waiting = opening;
            opening = OPEN;
            waiting.complete(null);
        }
    }

    private boolean isRoomy() {
        return records() <= roomy() && bytes() <= maxBytes / 4 * 3;
    }

    private int roomy() {
        return maxRecords - Math.max(1, maxRecords / (forBatches ? QUARTER : FEW));
    }

    private boolean isRoom() {
        return records() < maxRecords && bytes() < maxBytes;
    }

    private boolean isClosedForLong() {
        return !forBatches && nanoTime.getAsLong() - closed >= LONGEST;
    }

    /** The lowest offset in flight of each partition that has records in flight. */
    Map<TopicPartition, Long> oldest() {
        return inFlight.oldest();
    }

    /** The sink begins, or has ended, to commit the results of complete checkpoints. */
    void setResultsCommitted(boolean committed) {
        resultsCommitted = committed;
    }

    /** Whether the results of all checkpoints that the sink has heard of are committed. */
    boolean areResultsCommitted() {
        return resultsCommitted;
    }

    int records() {
        return records.getAcquire();
    }

    long bytes() {
        return bytes.getAcquire();
    }

    int partitionsReadUntilEnd() {
        return until.reached();
    }
}
