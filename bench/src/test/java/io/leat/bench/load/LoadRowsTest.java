// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.bench.load.stub.LoadPayload;
import io.leat.bench.load.subject.LoadGraph;
import io.leat.deployment.reader.DeploymentReader;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadRowsTest {

    @Test
    void areComparedWithRowsThatThereAre() {
        Set<String> named = new HashSet<>(LoadRows.QUICK);
        LoadRows.all()
                .values()
                .forEach(
                        row -> {
                            named.addAll(row.baselines());
                            named.addAll(row.experiment().needs());
                        });
        LoadTargets.ALL.forEach(target -> named.addAll(target.rows()));
        named.removeAll(LoadRows.all().keySet());
        named.removeAll(LoadRows.atMlServer(1).keySet());

        assertThat(named).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void haveDeploymentsThatAreValid(LoadGraph graph) throws Exception {
        String text = graph.deployment("a", LoadPayload.SELDON_REST, 9000);

        assertThat(DeploymentReader.read(text, "a"))
                .singleElement()
                .satisfies(document -> assertThat(document.errors()).isEmpty());
    }

    @Test
    void payloadsAreAsLargeAsTheyAreSaidToBe() {
        assertThat(LoadPayload.SELDON_REST.value()).hasSize(40);
        assertThat(LoadPayload.IMAGE_REST.value()).hasSizeBetween(22_500, 24_500);
        assertThat(LoadPayload.IMAGE_GRPC.value()).hasSizeBetween(24_000, 25_000);
    }
}
