// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallContext;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.job.metrics.CallMetrics;
import io.leat.job.pipeline.ModelClientFactory;
import io.leat.job.plan.PredictorPlan;
import io.leat.protocol.NodeCall;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is thrown while a record is called, and is no word of its model: the task's failure. */
class ThrownITCase {

    private static final int RECORDS = 40;
    private static final String UNLUCKY = "17";

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    /** How one call ends, the first time it is made. */
    @SuppressWarnings("ImmutableEnumChecker") // counts what is left of one test
    enum Thrown {
        OUT_OF_MEMORY_LATER {
            @Override
            CompletableFuture<Reply> end() {
                return CompletableFuture.failedFuture(new OutOfMemoryError("direct"));
            }
        },
        OUT_OF_MEMORY_AT_ONCE {
            @Override
            CompletableFuture<Reply> end() {
                throw new OutOfMemoryError("direct");
            }
        },
        EXCEPTION_LATER {
            @Override
            CompletableFuture<Reply> end() {
                return CompletableFuture.failedFuture(new IllegalStateException("a defect"));
            }
        };

        private final AtomicInteger left = new AtomicInteger(1);

        abstract CompletableFuture<Reply> end();
    }

    /** The real client, but for one call. */
    private static final class Throwing extends ModelClientFactory {

        private static final long serialVersionUID = 1L;

        private final Thrown thrown;

        Throwing(Thrown thrown) {
            this.thrown = thrown;
        }

        @Override
        public ModelClient open(
                PredictorPlan predictor, CallMetrics metrics, BooleanSupplier full) {
            ModelClient real = super.open(predictor, metrics, full);
            return new ModelClient() {
                @Override
                public CompletableFuture<Reply> call(NodeCall call, CallContext context) {
                    boolean unlucky = text(call.payload().body()).equals(UNLUCKY);
                    return unlucky && thrown.left.getAndDecrement() > 0
                            ? thrown.end()
                            : real.call(call, context);
                }

                @Override
                public void close() {
                    real.close();
                }
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Thrown.class)
    void restartsTheTaskAndAnswersTheRecord(Thrown thrown) throws Exception {
        List<String> values = IntStream.range(0, RECORDS).mapToObj(Integer::toString).toList();
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send(0, values);
            RunningJob running =
                    RunningJob.start(
                            CLUSTER, job, RunningJob.Start.PLAIN.surviving(), new Throwing(thrown));
            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                assertThat(running.await(output, RECORDS))
                        .extracting(record -> text(record.value()))
                        .containsExactlyElementsOf(
                                values.stream().map(value -> "{\"echo\":" + value + "}").toList());
                running.stop();
                assertThat(letters.toTheEnd()).isEmpty();
            }
        }
    }
}
