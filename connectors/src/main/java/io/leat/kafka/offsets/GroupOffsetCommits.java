// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.offsets;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The committers of group offsets in this process, one per job whose JobManager runs in it. Flink
 * ends a job without waiting for them; a process that ends with its job waits here.
 */
public final class GroupOffsetCommits {

    private static final Set<GroupOffsetCommitter> OPEN = ConcurrentHashMap.newKeySet();

    private GroupOffsetCommits() {}

    static void opened(GroupOffsetCommitter committer) {
        OPEN.add(committer);
    }

    static void closed(GroupOffsetCommitter committer) {
        synchronized (OPEN) {
            OPEN.remove(committer);
            OPEN.notifyAll();
        }
    }

    /**
     * Waits until the offsets of all jobs that have ended are committed, or could not be. Must not
     * be called while a job runs.
     */
    public static void awaitClosed(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (OPEN) {
            long left = patience.toNanos();
            while (!OPEN.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(OPEN, left);
                left = deadline - System.nanoTime();
            }
        }
    }
}
