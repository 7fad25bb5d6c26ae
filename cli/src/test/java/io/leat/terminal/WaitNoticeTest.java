// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a command says that waits. */
class WaitNoticeTest {

    private static final String SENTENCE = "waiting for the broker at h:1, for up to 10 s";

    @Test
    void saysWhatIsWaitedForOnce() throws Exception {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        try (WaitNotice notice = WaitNotice.after(Duration.ofMillis(1), SENTENCE, said::add)) {
            assertThat(notice).isNotNull();
            assertThat(said.poll(10, TimeUnit.SECONDS)).isEqualTo(SENTENCE);
        }
        assertThat(said).isEmpty();
    }

    @Test
    void saysNothingOfAShortWait() {
        List<String> said = new CopyOnWriteArrayList<>();
        WaitNotice notice = WaitNotice.after(Duration.ofDays(1), SENTENCE, said::add);

        notice.close();

        assertThat(said).isEmpty();
    }
}
