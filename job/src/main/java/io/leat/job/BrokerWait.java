// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.leat.job.plan.ConfigurationException;
import io.leat.kafka.admin.KafkaPreflight;
import io.leat.kafka.admin.PreflightException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at a start for brokers that do not answer.
 *
 * @param longest how long; zero to look once
 * @param nanos a clock that only goes forward
 */
record BrokerWait(Duration longest, LongSupplier nanos) {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWait.class);

    /** How often the log says that they are waited for. */
    private static final Duration SAID_EVERY = Duration.ofMinutes(1);

    /** Between two looks: most of them take several seconds anyhow. */
    private static final long PAUSE_MILLIS = 500;

    /** One look at the brokers. */
    @FunctionalInterface
    interface Look {
        KafkaPreflight.Found look() throws ConfigurationException, PreflightException;
    }

    /**
     * Looks until brokers answer.
     *
     * @throws ConfigurationException if they do not in time, or what they say is not as it must be
     */
    KafkaPreflight.Found look(Look look) throws ConfigurationException {
        long begin = nanos.getAsLong();
        long said = begin - SAID_EVERY.toNanos();
        while (true) {
            try {
                return look.look();
            } catch (PreflightException e) {
                long now = nanos.getAsLong();
                if (!e.areBrokersAway() || now - begin >= longest.toNanos()) {
                    throw new ConfigurationException(e.problems());
                }
                if (now - said >= SAID_EVERY.toNanos()) {
                    said = now;
                    LOG.warn(
                            "Waiting for brokers for {} s of at most {} s"
                                    + " (LEAT_BROKER_WAIT): {}",
                            Duration.ofNanos(now - begin).toSeconds(),
                            longest.toSeconds(),
                            e.getMessage());
                }
                pause();
            }
        }
    }

    private static void pause() throws ConfigurationException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("interrupted while waiting for brokers");
        }
    }
}
