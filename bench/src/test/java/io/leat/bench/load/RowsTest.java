package io.leat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deployment.DeploymentReader;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowsTest {

    @Test
    void areComparedWithRowsThatThereAre() {
        Set<String> named = new HashSet<>(Rows.QUICK);
        Rows.all()
                .values()
                .forEach(
                        row -> {
                            named.addAll(row.baselines());
                            named.addAll(row.experiment().needs());
                        });
        Targets.ALL.forEach(target -> named.addAll(target.rows()));
        named.removeAll(Rows.all().keySet());
        named.removeAll(Rows.atMlServer(1).keySet());

        assertThat(named).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void haveDeploymentsThatAreValid(Graph graph) throws Exception {
        String text = graph.deployment("a", Payload.SELDON_REST, 9000);

        assertThat(DeploymentReader.read(text, "a"))
                .singleElement()
                .satisfies(document -> assertThat(document.errors()).isEmpty());
    }

    @Test
    void payloadsAreAsLargeAsTheyAreSaidToBe() {
        assertThat(Payload.SELDON_REST.value()).hasSize(40);
        assertThat(Payload.IMAGE_REST.value()).hasSizeBetween(22_500, 24_500);
        assertThat(Payload.IMAGE_GRPC.value()).hasSizeBetween(24_000, 25_000);
    }
}
