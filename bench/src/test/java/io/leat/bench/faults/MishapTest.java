package io.leat.bench.faults;

import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MishapTest {

    static Iterable<Mishap> all() {
        return Mishap.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void speaksTheLanguageOfScenarios(Mishap mishap) {
        assertThatNoException()
                .isThrownBy(
                        () -> {
                            Script.check(new Scenario.Step("at once", mishap.begin()));
                            Script.check(new Scenario.Step("after 1 s", mishap.end()));
                        });
    }
}
