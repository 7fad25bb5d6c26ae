// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.terminal;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Says what a command waits for where that takes longer than a person expects of it. Opened before
 * and closed after the wait; says nothing once it is closed.
 */
public final class WaitNotice implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final String sentence;
    private final Consumer<String> say;
    private boolean over;

    private WaitNotice(String sentence, Consumer<String> say) {
        this.sentence = sentence;
        this.say = say;
    }

    /**
     * Begins to wait.
     *
     * @param sentence what is waited for, and how long at most where that is known
     * @param say takes it after a second, on a thread of this object's
     */
    public static WaitNotice of(String sentence, Consumer<String> say) {
        return after(SILENCE, sentence, say);
    }

    static WaitNotice after(Duration silence, String sentence, Consumer<String> say) {
        WaitNotice notice = new WaitNotice(sentence, say);
        Thread thread = new Thread(() -> notice.await(silence), "leat-wait");
        thread.setDaemon(true);
        thread.start();
        return notice;
    }

    /** Speaks while it holds the lock, so that nothing is said behind the end of the wait. */
    private synchronized void await(Duration silence) {
        long end = System.nanoTime() + silence.toNanos();
        try {
            for (long left = silence.toMillis(); !over && left > 0; ) {
                wait(left);
                left =
                        (end - System.nanoTime() + 999_999)
                                / 1_000_000; // up, or it would turn round
            }
        } catch (InterruptedException e) {
            return; // the process ends
        }
        if (!over) {
            say.accept(sentence);
        }
    }

    /** Ends the wait. */
    @Override
    public synchronized void close() {
        over = true;
        notifyAll();
    }
}
