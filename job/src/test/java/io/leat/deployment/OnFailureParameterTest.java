// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deployment.yaml.Edited;
import io.leat.graph.Node;
import io.leat.graph.OnFailure;
import org.junit.jupiter.api.Test;

class OnFailureParameterTest {

    private static final String GRAPH = "spec.predictors[0].graph";

    private static DeploymentDocument root(String value) throws Exception {
        return Edited.income()
                .with(
                        GRAPH + ".parameters",
                        "[{name: on-failure, type: STRING, value: '" + value + "'}]")
                .read();
    }

    private static DeploymentDocument child(String parent) throws Exception {
        return Edited.income()
                .with(
                        GRAPH,
                        "{name: classifier, %s, children: [{name: m, type: MODEL, endpoint: {service_host: models, service_port: 9000}, parameters: [{name: on-failure, type: STRING, value: leave-out}]}]}"
                                .formatted(parent))
                .read();
    }

    @Test
    void readsAnAnswer() throws Exception {
        Node node = root("{\"strData\":\"?\"}").deployment().predictors().get(0).graph();

        assertThat(node.onFailure()).isEqualTo(new OnFailure.Answer("{\"strData\":\"?\"}"));
    }

    @Test
    void readsThatAChildOfACombinerIsLeftOut() throws Exception {
        DeploymentDocument document = child("type: COMBINER");

        assertThat(document.errors()).isEmpty();
        assertThat(document.deployment().predictors().get(0).graph().children().get(0).onFailure())
                .isEqualTo(new OnFailure.LeaveOut());
    }

    @Test
    void refusesToLeaveOutWhatNoCombinerIsRightAbove() throws Exception {
        String message =
                "leave-out (expected: an answer as JSON, as no combiner is right above it)";

        assertThat(root("leave-out").errors())
                .containsExactly(new Problem(GRAPH + ".parameters[0].value", message));
        assertThat(child("type: MODEL").errors())
                .containsExactly(new Problem(GRAPH + ".children[0].parameters[0].value", message));
    }

    @Test
    void refusesAnAnswerThatIsNoJson() throws Exception {
        assertThat(root("zero").errors())
                .containsExactly(
                        new Problem(
                                GRAPH + ".parameters[0].value",
                                "\"zero\" (expected: leave-out, or the answer as JSON that takes the"
                                        + " place of the node's)"));
    }
}
