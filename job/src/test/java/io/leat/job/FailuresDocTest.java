package io.leat.job;

import io.grpc.Status;
import io.leat.model.Charge;
import io.leat.model.Fault;
import io.leat.model.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code FAILURES.md} is made from {@link Fault}. */
class FailuresDocTest {

    private static final String INTRO =
            """
            <!-- Made from Fault by FailuresDocTest: change it there, then run it with -Dleat.docs.write=true. -->
            # What becomes of a call that fails

            Every failed call is of one of the kinds below. RETRY: the call is repeated. REJECT: its record becomes a dead letter at once. FAIL: the job stops.

            """;

    private static final String RULES =
            """

            **Repeats.** The pause before a repeat is drawn between zero and a bound that doubles from 100 ms up to 10 s. A server that says how long it wants to be left alone (`Retry-After`, or `grpc-retry-pushback-ms` in gRPC's trailers) is left alone for that long by all records of the subtask, at most 5 minutes at a time; a negative pushback, which asks for no repeat at all, makes it 30 s. Calls that a graph has already been answered are not repeated with those that failed.

            **An outage is back-pressure.** Per subtask and node, a circuit breaker looks at records, not calls: it opens when `--breaker-records` (20) different ones in a row have failed, by any kind of failure that is repeated. While it is open nothing is held against any record, no record becomes a dead letter, and the source pauses when `--max-in-flight` records wait; checkpoints go on. After 1 s, then ever more seldom up to `--breaker-wait` (10 s), one of the waiting records is sent to look; they take turns. The first answer closes the breaker, and the concurrency starts from its minimum.

            **Poison is a dead letter.** While the breaker is closed, failures count against their record as the table says, and with `--retry-attempts` (5) attempts or `--retry-time` (10 min) spent it becomes a dead letter, or stops the job with `--on-exhausted stop`. Its time is that of its calls and of its own pauses; waiting for the breaker, for a pause the server asked for, or for the concurrency limit does not count. "Others answered" means: the endpoint has answered another call since this one last failed, or was first made. The attempts are counted at each node, the time over all of them. While nobody else is answered, or the server says nothing (`unanswered`), spent attempts end nothing before `--retry-alone` (10 s): so long a record may be the first to meet an outage, or have met replicas that are going.

            **Batches** (`--batch-max-size`). A call of several records that finds nobody there, or an endpoint that says "not now", is repeated as it is, the latter as often as `--retry-attempts` says. After any other failure, and after an answer with more or fewer rows than were sent, nothing is held against the records: each is sent again alone, and all of the above holds for that. For the breaker such a call does not count; those of its records do.

            **Where the two cannot be told apart:**

            - One record alone gets HTTP 500 (or 404, from a server that has answered before): the server has spoken, so it is blamed, and is a dead letter after 5 attempts and 10 s. A server that fails on everything while fewer than 20 records come by in 10 s costs these; where records are that few, raise `--retry-alone` or lower `--breaker-records`.
            - One record alone gets no answer: it is blamed by time, and only if the endpoint has answered at all since the subtask started.
            - One record alone finds nobody there, or an endpoint that says "not now": it waits as long as it takes.
            - One record alone, or every one, gets HTTP 401 or UNAUTHENTICATED: the job's credentials are to blame, and it waits for better ones ([README](../README.md#reach-a-model-that-asks-who-is-there)).
            - Every record gets a redirect, HTTP 403, PERMISSION_DENIED or an HTML page: not the model answers but a login, a maintenance page, a mesh or a proxy. While the endpoint has answered nothing, records wait and the log says why. Later the circuit breaker decides: it opens when different records in a row get it, and one that gets it while others are answered is a dead letter after 5 attempts, or after 5 attempts and 10 s if no other record comes by. `text/html` is judged by the body: JSON is an answer whatever it is called.
            - Every record gets HTTP 500: that is taken for an outage, and the job waits. If it is the records that are wrong, `--on-model-error dead-letter` lets them pass.
            - A stretch of poison: if 20 records in a row fail and good ones are waiting behind them, these close the breaker in their turn, and the poison is blamed. A stretch longer than `--max-in-flight` looks like an outage until it is looked after.
            """;

    private static String table() {
        StringBuilder table = new StringBuilder();
        table.append("| Kind | HTTP | gRPC | Otherwise | Verdict | Counts, others answered |");
        table.append(" Counts, nobody since | Counts, nobody ever | Dead letter's code |\n");
        table.append("|---|---|---|---|---|---|---|---|---|\n");
        for (Fault fault : Fault.values()) {
            table.append(row(fault));
        }
        return table.toString();
    }

    private static String row(Fault fault) {
        boolean repeated = fault.verdict() == Verdict.RETRY;
        return "| `%s`: %s | %s | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        fault.name().toLowerCase(Locale.ROOT),
                        fault.meaning(),
                        statuses(fault),
                        codes(fault),
                        otherwise(fault),
                        fault.verdict(),
                        repeated ? text(fault.charge(true, true)) : "",
                        repeated ? text(fault.charge(false, true)) : "",
                        repeated ? text(fault.charge(false, false)) : "",
                        code(fault));
    }

    /** None where it never comes to a dead letter. */
    private static String code(Fault fault) {
        boolean ends =
                switch (fault.verdict()) {
                    case RETRY -> fault.charge(true, true) != Charge.NOTHING;
                    case REJECT -> true;
                    case FAIL -> false;
                };
        return ends ? "`" + fault.code().wire() + "`" : "";
    }

    private static String text(Charge charge) {
        return switch (charge) {
            case NOTHING -> "nothing";
            case TIME -> "time";
            case ATTEMPT -> "attempt and time";
        };
    }

    /** Every status but the answers, as ranges. */
    private static String statuses(Fault fault) {
        List<String> ranges = new ArrayList<>();
        int from = -1;
        for (int status = 100; status <= 600; status++) {
            boolean own = status < 600 && isFailure(status) && Fault.ofHttpStatus(status) == fault;
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

    private static String codes(Fault fault) {
        return Arrays.stream(Status.Code.values())
                .filter(code -> code != Status.Code.OK && Fault.ofGrpcCode(code) == fault)
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }

    private static String otherwise(Fault fault) {
        return switch (fault) {
            case UNREACHED ->
                    "unknown host, no route, connection refused or timed out; TLS: no authority for"
                        + " its certificate, expired, another host's, ours refused";
            case UNANSWERED -> "call timeout, connection reset or closed";
            case REFUSED ->
                    "the record cannot be spoken in its protocol; gRPC: a message larger than the"
                        + " server takes";
            case UNUSABLE ->
                    "an answer without a body (gRPC: without a message), more than one message, an"
                        + " answer above `--max-reply-bytes` or that is no HTTP";
            case INTERCEPTED ->
                    "HTTP 2xx with an HTML page, whatever type is stated (its code is `bad-reply`);"
                        + " gRPC: a reply that is no gRPC, by its HTTP status, and a status with a"
                        + " `location`";
            case BUSY, UNADMITTED, MISSING, FAILED, MISPLACED -> "";
        };
    }

    @Test
    void saysWhatBecomesOfEveryFailure() throws IOException {
        GeneratedDoc.assertSays("FAILURES.md", INTRO + table() + RULES);
    }
}
