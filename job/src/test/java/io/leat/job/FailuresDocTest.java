// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.grpc.Status;
import io.leat.client.BudgetCharge;
import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import io.leat.job.metrics.GeneratedDoc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/failures.md} is generated from {@link FailureKind}. */
class FailuresDocTest {

    private static final String INTRO =
            """
            <!-- Made from FailureKind by FailuresDocTest: change it there, then run it with -Dleat.docs.write=true. -->
            # Failed calls

            Every failed call is of one of the kinds below. RETRY: the call is repeated. REJECT: its record becomes a dead letter at once. FAIL: the job stops.

            """;

    private static final String RULES =
            """

            **Repeats.** The pause before a repeat is drawn between zero and a bound that doubles from 100 ms up to 10 s. A server that says how long it wants to be left alone (`Retry-After`, or `grpc-retry-pushback-ms` in gRPC's trailers) is left alone for that long by all records of the subtask, at most 5 minutes at a time; a negative pushback, which asks for no repeat at all, makes it 30 s. Calls that a graph has already been answered are not repeated with those that failed.

            **An outage is back-pressure.** Per subtask and node, a circuit breaker looks at records, not calls: it opens when `--breaker-records` (20) different ones in a row have failed, by any kind of failure that is repeated; or, where fewer records fit in flight, as with large ones, when no more can be read (`--max-in-flight`, `--max-in-flight-bytes`) and all calls of the node that are left, at least two, have failed without an answer to another since. While it is open nothing is held against any record, no record becomes a dead letter, and the source pauses when `--max-in-flight` records wait; checkpoints go on. After 1 s, then ever more seldom up to `--breaker-wait` (10 s), one of the waiting records is sent as a probe, the one that has failed least: after poison has failed, the records behind it are asked for before it is again. The first answer closes the breaker, and the concurrency starts from its minimum.

            **Poison is a dead letter.** While the breaker is closed, failures count against their record as the table says, and with `--retry-attempts` (5) attempts or `--retry-time` (10 min) spent it becomes a dead letter, or stops the job with `--on-exhausted stop`. Its time is that of its calls and of its own pauses; waiting for the breaker, for a pause the server asked for, or for the concurrency limit does not count. "Others answered" means: the endpoint has answered another call since this one last failed, or was first made. The attempts are counted at each node, the time over all of them. While no other call is answered, or the server says nothing (`unanswered`), spent attempts end nothing before `--retry-alone` (10 s): so long a record may be the first to meet an outage, or have met replicas that are going.

            **States of a call.** A call of a record at a node is in one of four states, which `AttemptHistory` keeps:

            | State | Event | Next state | Counts |
            |---|---|---|---|
            | waiting | concurrency limit, circuit breaker and the server's own pause let it start | in progress | |
            | waiting | the record's deadline passes | ended: dead letter, `expired` | |
            | in progress | an answer | ended: the answer | |
            | in progress | a failure, REJECT | ended: dead letter | |
            | in progress | a failure, FAIL | ended: the job stops | |
            | in progress | a failure, RETRY, that counts nothing, as every one does while the breaker is open | pausing | nothing |
            | in progress | a failure, RETRY, that counts time | pausing; ended as `--on-exhausted` says if `--retry-time` is reached | the time of the call and of the pause before it |
            | in progress | a failure, RETRY, that counts an attempt and time | the same, also if `--retry-attempts` is reached and the record did not fail alone for less than `--retry-alone` | an attempt of this node, and time as above |
            | in progress | an exception that says nothing of record, model or connection | pausing; ended at the last of `--retry-attempts` such exceptions: the task fails | neither attempt nor time |
            | in progress | a failure, RETRY, after the record's deadline | ended: dead letter, `expired` | |
            | in progress | a failure of a batch that one record may have caused, or that spends a budget | ended: each record is called alone | |
            | pausing | the pause is over, or the record's deadline passes | waiting | |

            **Batches** (`--batch-max-size`). A call of several records that cannot connect, or meets an endpoint that is `busy`, is repeated as it is, the latter as often as `--retry-attempts` says. After any other failure, and after an answer with more or fewer rows than were sent, nothing is held against the records: each is sent again alone, and all of the above holds for that. For the breaker such a call does not count; those of its records do.

            **Deadlines.** A record may say until when its answer is of use: in the header `leat-deadline`, a time as in RFC 3339 (`2026-01-31T12:00:00Z`) or milliseconds since 1970, or with `--record-deadline`, counted from its timestamp. The header counts where both are stated; `none` there is no deadline at all. Past it the record becomes a dead letter with the code `expired`: before anything is called, while it waits for a limit, a pause or a model that is away, and in place of a repeat, so in an outage too. A call in progress may last until then and no longer, which gRPC tells the model; that it was cut short is held neither against the record nor the endpoint. An answer that has come is written, whatever the time. The clock is that of the TaskManager. In a batch a record does not cut the call short for the others: its call may last as long as that of the last of them, and a record that is past its deadline when such a call fails is not called again. A header that is no time is a dead letter, `bad-record`. An `expired` record that is sent back by `redrive` has no deadline any more.

            **Exceptions that are no answer.** An exception that neither the model nor the connection nor the record has brought about is no verdict on a record: the call is repeated, and after `--retry-attempts` such ends the task fails, to be restarted from its last checkpoint. An `Error`, such as out of memory, and a thread that is gone fail it at once. A gRPC channel that such an exception has ended is replaced. A call that cannot be built stops the job, as `misplaced` does.

            **Memory.** What is in flight is on the heap: each record, and its answer while that waits for an earlier one; `--max-in-flight-bytes` bounds both together, per subtask, and the source pauses at the bound. Over gRPC a request is there a second time while it is called. Direct memory holds only what the sockets take at a time, up to 256 KB a call, whatever the size of requests and answers. At start a TaskManager's memory, as Flink's configuration states it, is compared with what all its slots may hold, and the job is refused with the numbers and the settings if that is too little; twice `--max-in-flight-bytes` for each slot is a good size for the heap. A job that is restored with fewer subtasks gets the records in flight of all the old ones: from 10 to 1 in an outage up to ten times `--max-in-flight-bytes`. They are called only as far as they fit in flight, but all of them are on the heap at once: before such a step give it room for them, or make the step when the model answers.

            **A start without state** (no savepoint or checkpoint, no high availability). The offset that a job commits for a partition is that of its oldest record that is not answered: a record is answered when the checkpoint that has its result is complete and, with exactly-once delivery, the result's transaction is committed. So such a start skips nothing, after a kill in an outage either, and may repeat what was answered since the last commit or, with `--order unordered`, behind a record that was not. After a stop it repeats nothing that was answered before. The lag of the group is what is left to do, records that wait for a model included, and 0 when everything is answered: a partition in which nothing was read, and the markers behind the last transaction, count for nothing.

            **Where an outage looks like a bad record, or a bad record like an outage:**

            - One record alone gets HTTP 500 (or 404, from a server that has answered before): the server has spoken, so it is blamed, and is a dead letter after 5 attempts and 10 s. A server that fails on everything while fewer than 20 records come by in 10 s costs these; where records are that few, raise `--retry-alone` or lower `--breaker-records`.
            - One record alone gets no answer: it is blamed by time, and only if the endpoint has answered at all since the subtask started.
            - One record alone cannot connect, or meets an endpoint that is `busy`: it waits as long as it takes.
            - One record alone, or every one, gets HTTP 401 or UNAUTHENTICATED: the job's credentials are to blame, and it waits for better ones ([model authentication](model-authentication.md)).
            - Every record gets a redirect, HTTP 403, PERMISSION_DENIED or an HTML page: not the model answers but a login, a maintenance page, a mesh or a proxy. While the endpoint has answered nothing, records wait and the log says why. Later the circuit breaker decides: it opens when different records in a row get it, and one that gets it while others are answered is a dead letter after 5 attempts, or after 5 attempts and 10 s if no other record comes by. `text/html` is judged by the body: JSON is an answer whatever it is called.
            - Every record gets HTTP 500: that is taken for an outage, and the job waits. If it is the records that are wrong, `--on-model-error dead-letter` lets them pass.
            - A stretch of poison: if 20 records in a row fail and good ones are waiting behind them, these close the breaker in their turn, and the poison is blamed. A stretch longer than `--max-in-flight` looks like an outage until someone intervenes.

            # Records that the brokers reject

            The sink reads the settings of the output and the dead-letter topic when a task starts and every 10 s, and writes what they take:

            | The topic | The prediction | The dead letter |
            |---|---|---|
            | is compacted, and the record has no key (or, as a dead letter, one that is too large) | a dead letter, `output-refused` | its key is `<topic>-<partition>-<offset>` of the record, said in `leat-error-key-added` or `-key-omitted` |
            | refuses the timestamp: negative, or within a minute of `message.timestamp.before.max.ms`, `.after.max.ms` (`.difference.max.ms` before Kafka 4) or beyond | gets the time of writing, and keeps its own in `leat-timestamp` | the same |
            | refuses the size: `max.message.bytes`, `segment.bytes`, the brokers' `socket.request.max.bytes` (100 MB where they do not say) or the producer's `buffer.memory`, before and after compression | a dead letter, `output-too-large` | leaves value, headers, key and at last all but code, predictor and coordinates behind |

            `buffer.memory` is 32 MB, or the size of the largest record that a topic takes, up to a quarter of the heap; `KAFKA_CLIENT_BUFFER_MEMORY` states another.

            **What cannot be foreseen** (a setting changed a moment ago, a rule of the brokers' own) fails the transaction and restarts the job, once: for 5 minutes after the last refusal each subtask tries its records before it writes them, in a transaction of its own that is aborted (`<prefix>trial-<subtask>-0`; at-least-once delivery sends them at once instead). A record refused alone becomes a dead letter, `output-refused`; a dead letter refused alone is reduced to code and coordinates. Where the dead-letter topic does not take even that, the job fails with a sentence that says so. A record is refused by `INVALID_RECORD`, `INVALID_TIMESTAMP`, `MESSAGE_TOO_LARGE` or `RECORD_LIST_TOO_LARGE`; all else (a missing permission, an unknown error) is not held against a record.

            **Brokers that are away are back-pressure** for the sink too: a task that starts waits for them, and a full buffer or a topic without leaders holds up the task (`max.block.ms` has no end unless `KAFKA_CLIENT_MAX_BLOCK_MS` states one).

            # Two jobs of one deployment

            Two jobs of one deployment on the same brokers would take transactions and records from each other. So a job holds a claim on its consumer group: a lease in the metadata of the group's committed offsets, renewed every 3 s by the JobManager. It needs no permission beyond those the job has, and holds for both kinds of delivery.

            | What starts | What happens |
            |---|---|
            | a second job, anywhere, while the first runs (in a model outage, too) | it is refused, with the group, the holder's host and since when; the first goes on |
            | two at the same moment | one of them runs, the other is refused |
            | the same job: a JobManager that fails over, a restarted pod, `./leat local` after `kill -9` with the same state folder | it goes on; a pod whose predecessor was killed waits up to 8 s |
            | a job from a savepoint or checkpoint of one that was stopped, cancelled or killed, as an upgrade does | it starts, up to 8 s later where the other was killed |
            | a job without that state, after one that was killed | it starts when the claim has stayed as it was for 30 s (10 s after one that was stopped or cancelled, at once after `./leat local` was) |
            | a job with `--take-over` while another runs | the other makes a last checkpoint, or 45 s later none, and fails for good; the new one goes on from the committed offsets |

            Whether a job lives is judged by whether its claim changes while another watches; clocks are not compared. A job that finds its claim taken by another, before it commits offsets or at its next renewal, fails for good with one sentence at ERROR (`another job runs this deployment: …`) and is not restarted. So does one whose transaction another producer has taken while it was not restarting; its predictions count in `transactionsLost`. While brokers are away the claim can neither be renewed nor taken. A build of Leat from before the claim is noticed only by this last rule.

            # Input topic changed or truncated

            At each start and restart, and for partitions that are new, the position in every partition is compared with the topic: with its id, which tells it from one that was deleted and made again under the same name, and with the offsets it holds. Kafka's consumer never resets by itself.

            | Found | What the job does |
            |---|---|
            | another topic under the same name, made again while the job was stopped or while it runs | reads it from its beginning, with a warning that has both ids |
            | the position is before the log's begin: retention or delete-records was faster | stops for good and says which offsets are missing; with `--on-missing-records continue` it goes on at the begin, with an error in the log and the metric `recordsSkipped` |
            | the position is behind the log's end: an unclean leader election, or a broker that lost its disk | the same, and goes on at the end |
            | the state is of another topic, as `KAFKA_INPUT_TOPIC` was changed | reads the new topic alone; if the old one holds records that were not read, it stops, or with `--on-missing-records continue` leaves them |

            State of a Leat that did not note ids yet has offsets alone to compare: a topic made again before the first start of this one, with more records than were read, cannot be told. While the job runs, its topic's id is looked at every 2 s: if it is made again and has grown past the position before the consumer notices, records that were read meanwhile are answered twice, and none is missed.
            """;

    private static String table() {
        StringBuilder table = new StringBuilder();
        table.append("| Kind | HTTP | gRPC | Otherwise | Action | Counts, others answered |");
        table.append(
                " Counts, none answered since | Counts, none ever answered | Dead letter's code"
                        + " |\n");
        table.append("|---|---|---|---|---|---|---|---|---|\n");
        for (FailureKind fault : FailureKind.values()) {
            table.append(row(fault));
        }
        return table.toString();
    }

    private static String row(FailureKind fault) {
        boolean repeated = fault.action() == FailureAction.RETRY;
        return "| `%s`: %s | %s | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        fault.name().toLowerCase(Locale.ROOT),
                        fault.meaning(),
                        statuses(fault),
                        codes(fault),
                        otherwise(fault),
                        fault.action(),
                        repeated ? text(fault.charge(true, true)) : "",
                        repeated ? text(fault.charge(false, true)) : "",
                        repeated ? text(fault.charge(false, false)) : "",
                        code(fault));
    }

    /** None where it never comes to a dead letter. */
    private static String code(FailureKind fault) {
        boolean ends =
                switch (fault.action()) {
                    case RETRY -> fault.charge(true, true) != BudgetCharge.NOTHING;
                    case REJECT -> true;
                    case FAIL -> false;
                };
        return ends ? "`" + fault.code().wire() + "`" : "";
    }

    private static String text(BudgetCharge charge) {
        return switch (charge) {
            case NOTHING -> "nothing";
            case TIME -> "time";
            case ATTEMPT -> "attempt and time";
        };
    }

    /** Every status but the answers, as ranges. */
    private static String statuses(FailureKind fault) {
        List<String> ranges = new ArrayList<>();
        int from = -1;
        for (int status = 100; status <= 600; status++) {
            boolean own =
                    status < 600 && isFailure(status) && FailureKind.ofHttpStatus(status) == fault;
            if (own && from < 0) {
                from = status;
            } else if (!own && from >= 0) {
                ranges.add(from == status - 1 ? "" + from : from + "–" + (status - 1));
                from = -1;
            }
        }
        return String.join(", ", ranges);
    }

    private static boolean isFailure(int status) {
        return status < 200 || status > 299;
    }

    private static String codes(FailureKind fault) {
        return Arrays.stream(Status.Code.values())
                .filter(code -> code != Status.Code.OK && FailureKind.ofGrpcCode(code) == fault)
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }

    private static String otherwise(FailureKind fault) {
        return switch (fault) {
            case UNREACHED ->
                    "unknown host, no route, connection refused or timed out; TLS: no authority for"
                            + " its certificate, expired, another host's, ours refused";
            case UNANSWERED -> "call timeout, connection reset or closed";
            case REFUSED ->
                    "the record cannot be encoded in its protocol; gRPC: a message larger than the"
                            + " server takes";
            case UNUSABLE ->
                    "an answer without a body (gRPC: without a message), more than one message, an"
                            + " answer above `--max-reply-bytes` or that is no HTTP";
            case INTERCEPTED ->
                    "HTTP 2xx with an HTML page, whatever type is stated (its code is `bad-reply`);"
                            + " gRPC: a reply that is no gRPC, by its HTTP status, and a status with a"
                            + " `location`; a server that speaks TLS or HTTP/2 where the call is in"
                            + " plain HTTP/1.1, or the reverse";
            case MISPLACED -> "a call that cannot be built";
            case EXPIRED -> "`leat-deadline`, `--record-deadline`";
            case BUSY, UNADMITTED, MISSING, FAILED -> "";
        };
    }

    @Test
    void saysWhatBecomesOfEveryFailure() throws IOException {
        GeneratedDoc.assertSays("failures.md", INTRO + table() + RULES);
    }
}
