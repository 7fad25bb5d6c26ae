// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.client.Deadline;
import io.leat.client.Reply;
import io.leat.codec.Codecs;
import io.leat.graph.Endpoint;
import io.leat.graph.FeedbackWalk;
import io.leat.graph.GraphPlan;
import io.leat.graph.GraphWalk;
import io.leat.graph.Node;
import io.leat.graph.Walk;
import io.leat.graph.WalkOptions;
import io.leat.job.WireClient;
import io.leat.job.WireFixtures;
import io.leat.job.WireOutputs;
import io.leat.job.WireOutputs.Produced;
import io.leat.job.WireStub;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.wire.Body;
import io.leat.job.wire.Fixture;
import io.leat.job.wire.Fixture.Call;
import io.leat.job.wire.Fixture.Delivered;
import io.leat.job.wire.Fixture.Output;
import io.leat.job.wire.Header;
import io.leat.job.wire.ReplyBook;
import io.leat.job.wire.Seen;
import io.leat.kafka.AnsweredBy;
import io.leat.kafka.Destination;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.RecordContract;
import io.leat.kafka.sink.InferenceResultSerializationSchema;
import io.leat.kafka.sink.OutputPartitioner;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.FeedbackCodec;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A fixture without job, broker or server: the codec and the walk alone, told the replies. */
final class WireWalk {

    /** What a topic takes unless a test sets another. */
    private static final int TOPIC_LIMIT = 1_048_588;

    private final Fixture fixture;
    private final InferenceJob job;
    private final MessageCodec codec;
    private final RequestParser parser;
    private final GraphPlan plan;
    private final ReplyBook replies;
    private final WireClient client;
    private final List<Call> calls = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();

    private WireWalk(Fixture fixture) throws ConfigurationException {
        this.fixture = fixture;
        this.job = WireFixtures.load(fixture, "broker:9092");
        this.codec = job.first().codec();
        this.parser = new RequestParser(job.first().transport(), codec.recordTypes());
        boolean routing = job.settings().flow().routingInjection();
        this.plan = GraphPlan.of(job.first().graph(), codec, new WalkOptions(routing));
        this.replies = new ReplyBook(fixture);
        this.client = new WireClient(job, codec);
    }

    static Seen run(Fixture fixture) throws ConfigurationException {
        return new WireWalk(fixture).run();
    }

    private Seen run() {
        for (int i = 0; i < fixture.records().size(); i++) {
            InferenceRequest request = WireFixtures.request(fixture, i);
            byte[] value = request.value;
            if (value != null) {
                String name = fixture.records().get(i).name();
                InferenceResult result =
                        request.feedback
                                ? feedback(request, name, value)
                                : result(request, name, value);
                outputs.add(
                        result.delivered
                                ? new Delivered(name)
                                : WireOutputs.of(fixture, job.first().name(), produced(result)));
            }
        }
        return new Seen(calls, outputs, replies.unused());
    }

    private InferenceResult feedback(InferenceRequest request, String record, byte[] value) {
        String predictor = job.first().name();
        FeedbackCodec ofFeedback =
                Objects.requireNonNull(
                        Codecs.feedback(job.first().protocol(), job.first().transport()));
        FeedbackWalk walk;
        try {
            new FeedbackChoice(List.of(predictor)).check(request);
            walk =
                    new FeedbackParser(job.first().transport(), ofFeedback, plan)
                            .walk(request, value);
        } catch (BadPayloadException e) {
            CallFailure failure = CallFailure.of(DeadLetterCode.BAD_RECORD, e.getMessage(), null);
            return RecordContract.deadLetter(request, predictor, failure, Instant.EPOCH);
        }
        walk(record, walk);
        return walk.failure() == null
                ? RecordContract.delivered(request, predictor)
                : RecordContract.deadLetter(request, predictor, walk.failure(), Instant.EPOCH);
    }

    private InferenceResult result(InferenceRequest request, String record, byte[] value) {
        Payload payload;
        Deadline deadline;
        try {
            deadline =
                    new RecordDeadlines(job.settings().flow().recordDeadline(), Clock.systemUTC())
                            .of(request);
            payload = parser.parse(request, value);
        } catch (BadPayloadException e) {
            CallFailure failure = CallFailure.of(DeadLetterCode.BAD_RECORD, e.getMessage(), null);
            return RecordContract.deadLetter(request, job.first().name(), failure, Instant.EPOCH);
        }
        if (deadline != null && deadline.isOver()) {
            CallFailure failure = PredictorArm.expired(deadline);
            return RecordContract.deadLetter(request, job.first().name(), failure, Instant.EPOCH);
        }
        GraphWalk walk =
                plan.begin(payload, PredictorArm.draws(request), PredictorArm.header(request));
        walk(record, walk);
        if (walk.failure() != null) {
            return RecordContract.deadLetter(
                    request, job.first().name(), walk.failure(), Instant.EPOCH);
        }
        Payload answer = Objects.requireNonNull(walk.answer(), "no calls under way and no result");
        String puid = RecordContract.puid(request);
        AnsweredBy by = new AnsweredBy(job.first().name(), job.first().transport());
        return RecordContract.prediction(
                request, by, puid, answer, 0, walk.degraded(), walk.routing());
    }

    private void walk(String record, Walk walk) {
        Deque<NodeCall> open = new ArrayDeque<>(walk.start());
        while (!open.isEmpty()) {
            open.addAll(perform(record, walk, open.remove()));
        }
    }

    private List<NodeCall> perform(String record, Walk walk, NodeCall call) {
        String to;
        try {
            to = address(call.node()) + client.path(call);
        } catch (BadPayloadException e) {
            return walk.failed(
                    call, CallFailure.of(DeadLetterCode.BAD_RECORD, e.getMessage(), call.node()));
        }
        for (int attempt = 1; ; attempt++) {
            calls.add(call(record, to, call.payload()));
            Fixture.Reply scripted = replies.take(record, to);
            if (scripted == null) {
                String message = "no reply in the fixture";
                return walk.failed(
                        call, CallFailure.of(DeadLetterCode.INTERNAL, message, call.node()));
            }
            Reply reply = client.judge(call, scripted);
            if (reply instanceof Reply.Answered answered) {
                return walk.answered(call, answered.payload());
            }
            Reply.Refused refused = (Reply.Refused) reply;
            if (!client.repeats(refused.kind(), attempt)) {
                String called = WireStub.called(job.first().transport(), address(call.node()));
                return walk.failed(call, client.last(refused, attempt, called));
            }
        }
    }

    private Call call(String record, String to, Payload payload) {
        return switch (job.first().transport()) {
            case REST -> {
                Header type = Header.of("content-type", payload.type());
                yield new Call(record, to, List.of(type), Body.plain(payload.body()));
            }
            case GRPC ->
                    new Call(record, to, List.of(), Body.message(payload.type(), payload.body()));
        };
    }

    private String address(String node) {
        Endpoint endpoint =
                Objects.requireNonNull(find(job.first().graph(), node), node).endpoint();
        return WireStub.scheme(job.first().transport())
                + Objects.requireNonNull(endpoint, node).address(job.first().transport());
    }

    private static Node find(Node node, String name) {
        if (node.name().equals(name)) {
            return node;
        }
        return node.children().stream()
                .map(child -> find(child, name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Topics as those of the job's run. */
    private record OnePartition() implements KafkaSinkContext {
        @Override
        public int getParallelInstanceId() {
            return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
            return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
            return new int[] {0};
        }
    }

    private Produced produced(InferenceResult result) {
        InferenceResultSerializationSchema serializer =
                new InferenceResultSerializationSchema(
                        new Destination(fixture.output(), TOPIC_LIMIT, false),
                        new Destination(fixture.deadLetters(), TOPIC_LIMIT, false),
                        OutputPartitioner.MURMUR2);
        ProducerRecord<byte[], byte[]> record =
                serializer.serialize(result, new OnePartition(), null);
        return new Produced(
                record.topic(),
                record.key(),
                record.value(),
                record.timestamp(),
                Produced.headers(record.headers()));
    }
}
