// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FeedbackWalkProperties {

    private static final Payload FEEDBACK = WalkRun.json("{\"reward\":1}");
    private static final Payload REPLY = WalkRun.json("{}");

    /** The nodes whose calls have ended, in that order, after each its call had begun. */
    private static List<String> walk(FeedbackWalk walk, boolean lastFirst, String failing) {
        List<String> ended = new ArrayList<>();
        Deque<NodeCall> open = new ArrayDeque<>(walk.start());
        while (!open.isEmpty()) {
            NodeCall call = lastFirst ? open.removeLast() : open.removeFirst();
            ended.add(call.node());
            List<NodeCall> next =
                    call.node().equals(failing)
                            ? walk.failed(call, failure(failing))
                            : walk.answered(call, REPLY);
            // Above only what has ended: a node's name begins with its parent's.
            next.forEach(
                    above ->
                            assertThat(open)
                                    .noneMatch(below -> below.node().startsWith(above.node())));
            open.addAll(next);
        }
        return ended;
    }

    private static CallFailure failure(String node) {
        return CallFailure.of(DeadLetterCode.MODEL_REJECTED, "status 400", node);
    }

    /** What a node chooses depends on its name and a seed alone. */
    private static Map<String, Integer> routing(Node graph, long seed) {
        Map<String, Integer> routing = new HashMap<>();
        for (Node node : RandomGraphs.all(graph)) {
            int choices = node.children().size() + 3;
            int chosen = Math.floorMod(node.name().hashCode() * 31L + seed, choices) - 3;
            if (chosen > -3) { // else it is not named
                routing.put(node.name(), chosen);
            }
        }
        return routing;
    }

    /** Seldon's semantics as a recursion, which is how v1 writes them. */
    private static List<String> reached(Node node, Map<String, Integer> routing) {
        List<String> reached = new ArrayList<>();
        int route = routing.getOrDefault(node.name(), -1);
        for (int i = 0; i < node.children().size(); i++) {
            if (route == -1 || route == i) {
                reached.addAll(reached(node.children().get(i), routing));
            }
        }
        boolean isCalled =
                node.type() == UnitType.MODEL
                        || node.type() == UnitType.ROUTER
                        || node.methods().contains(UnitMethod.SEND_FEEDBACK);
        if (isCalled) {
            reached.add(node.name());
        }
        return reached;
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void reachesEachNodeOfTheRoutingOnceInWhateverOrderCallsEnd(
            @ForAll("graphs") Node graph, @ForAll long seed, @ForAll boolean lastFirst)
            throws Exception {
        Map<String, Integer> routing = routing(graph, seed);

        FeedbackWalk walk = WalkRun.plan(graph).beginFeedback(FEEDBACK, routing);

        List<String> ended = walk(walk, lastFirst, "");

        assertThat(walk.answer()).isNotNull();
        assertThat(walk.failure()).isNull();
        assertThat(ended).containsExactlyInAnyOrderElementsOf(reached(graph, routing));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void failsIfAnyCallFailsInWhateverOrderCallsEnd(
            @ForAll("graphs") Node graph,
            @ForAll long seed,
            @ForAll boolean lastFirst,
            @ForAll long pick)
            throws Exception {
        Map<String, Integer> routing = routing(graph, seed);
        List<Node> all = RandomGraphs.all(graph);
        String bad = all.get(Math.floorMod(pick, all.size())).name();

        FeedbackWalk walk = WalkRun.plan(graph).beginFeedback(FEEDBACK, routing);

        List<String> ended = walk(walk, lastFirst, bad);

        assertThat(walk.failure() != null).isEqualTo(ended.contains(bad));
        assertThat(walk.answer() == null).isEqualTo(ended.contains(bad));
    }

    /** What a prediction's header says leads its feedback to the models that have answered. */
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void reachesTheModelsOfThePredictionWhoseRoutingItCarries(
            @ForAll("graphs") Node graph, @ForAll long seed) throws Exception {
        WalkRun run = WalkRun.of(graph);
        routing(graph, seed)
                .forEach((node, child) -> run.where("ROUTE " + node, "[" + child + "]"));
        RandomGraphs.all(graph).stream()
                .filter(node -> !routing(graph, seed).containsKey(node.name()))
                .forEach(node -> run.where("ROUTE " + node.name(), "[-1]"));
        String header = run.walk("\"r\"").routing();

        Map<String, Integer> read = header == null ? Map.of() : RoutingText.read(header);
        List<String> ended = walk(WalkRun.plan(graph).beginFeedback(FEEDBACK, read), false, "");

        List<String> models =
                run.calls().stream()
                        .map(call -> call.substring(call.indexOf(' ') + 1))
                        .distinct()
                        .filter(name -> isModel(graph, name))
                        .toList();
        assertThat(ended.stream().filter(name -> isModel(graph, name)))
                .containsExactlyInAnyOrderElementsOf(models);
    }

    private static boolean isModel(Node graph, String name) {
        return RandomGraphs.all(graph).stream()
                .anyMatch(node -> node.name().equals(name) && node.type() == UnitType.MODEL);
    }

    @Provide
    Arbitrary<Node> graphs() {
        return RandomGraphs.graphs();
    }
}
