// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.status.FlowReport;
import io.leat.status.FlowReport.Breaker;
import io.leat.status.FlowReport.Lost;
import io.leat.status.FlowReport.NodeReport;
import io.leat.status.FlowReport.Outage;
import io.leat.status.JobReport;
import io.leat.status.JobReport.Checkpoints;
import io.leat.status.JobReport.Restarts;
import io.leat.status.JobReport.Tasks;
import io.leat.status.Moments;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a model that is away, and how often. */
class OutageReportTest {

    private static final Instant BEGIN = Instant.parse("2026-11-29T12:03:05Z");
    private static final String REFUSED = "connection refused";

    private final List<String> said = new ArrayList<>();
    private OutageReport report = new OutageReport(false, said::add);
    private long restarts;

    private void look(int second, @Nullable String reason, long inFlight) {
        Outage outage = reason == null ? null : new Outage(BEGIN, reason);
        NodeReport node =
                new NodeReport("iris", "h:80", Breaker.CLOSED, 0, 1, 0, 0, 0, null, outage);
        FlowReport flow =
                new FlowReport(
                        0,
                        0,
                        inFlight,
                        0,
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new Lost(0, 0, 0),
                        null,
                        true,
                        List.of(node));
        report.look(
                new JobReport(
                        "id",
                        "leat iris",
                        "RUNNING",
                        BEGIN,
                        new Tasks(1, 1),
                        new Restarts(restarts, List.of()),
                        new Checkpoints(null, 0, null),
                        Map.of(),
                        flow),
                new Moments(BEGIN.plusSeconds(second), ZoneOffset.UTC));
    }

    private static String away(String reason, int records) {
        return "model iris at h:80 is unavailable since 12:03:05 (%s); %d records wait; nothing is lost"
                .formatted(reason, records);
    }

    @Test
    void saysThatAModelIsAwayAndThatItIsBack() {
        look(0, null, 3);
        look(1, REFUSED, 3);
        look(9, null, 2);
        look(10, null, 0);

        assertThat(said)
                .containsExactly(away(REFUSED, 3), "model iris at h:80 answers again, after 9 s");
    }

    @Test
    void saysThatARunUntilTheEndWaitsForAModel() {
        report = new OutageReport(true, said::add);

        look(1, REFUSED, 3);

        assertThat(said)
                .containsExactly(away(REFUSED, 3) + "; --until-end waits for it without limit");
    }

    @Test
    void saysItAgainEverMoreSeldom() {
        for (int second = 0; second <= 210; second++) {
            look(second, REFUSED, second + 2);
        }

        assertThat(said)
                .containsExactly(
                        away(REFUSED, 2), away(REFUSED, 32), away(REFUSED, 92), away(REFUSED, 212));
    }

    @Test
    void saysAnotherReasonSoon() {
        look(0, REFUSED, 2);
        look(1, "timed out", 2);
        look(6, "timed out", 2);

        assertThat(said).containsExactly(away(REFUSED, 2), away("timed out", 2));
    }

    /** Tasks that start again do not know yet that the model is away. */
    @Test
    void saysNothingOfARestartInAnOutage() {
        look(0, REFUSED, 3);
        restarts++;
        look(2, null, 3);
        look(3, REFUSED, 3);

        assertThat(said).containsExactly(away(REFUSED, 3));
    }
}
