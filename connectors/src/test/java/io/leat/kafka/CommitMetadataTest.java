// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitMetadataTest {

    @Test
    void readsWhatItWrote() {
        CommitMetadata metadata =
                CommitMetadata.EMPTY
                        .with(CommitMetadata.TOPIC_ID, "WXmuXVkNQG-8G2yLfJgFkA")
                        .with(CommitMetadata.HOST, "größe = 100 %\n")
                        .with(CommitMetadata.SINCE, "2026-01-02T03:04:05Z")
                        .with("empty", "");

        assertThat(metadata.text())
                .isEqualTo(
                        "leat topic-id=WXmuXVkNQG-8G2yLfJgFkA"
                                + " host=gr%C3%B6%C3%9Fe%20%3D%20100%20%25%0A"
                                + " since=2026-01-02T03:04:05Z empty=");
        assertThat(CommitMetadata.parse(metadata.text())).isEqualTo(metadata);
    }

    @Test
    void keepsKeysItDoesNotKnow() {
        CommitMetadata metadata = CommitMetadata.parse("leat later=1 owner=a");

        assertThat(metadata.with(CommitMetadata.OWNER, "b").text())
                .isEqualTo("leat later=1 owner=b");
        assertThat(metadata.without(CommitMetadata.OWNER).text()).isEqualTo("leat later=1");
    }

    @Test
    void writesNothingWhereThereIsNothingToSay() {
        assertThat(CommitMetadata.EMPTY.text()).isEmpty();
        assertThat(CommitMetadata.EMPTY.get(CommitMetadata.OWNER)).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "leat",
                "leat ",
                "leat owner",
                "leat owner=a  host=b",
                "leat owner=a=b",
                "leat owner=%2",
                "leat Owner=a",
                "leat owner=ä",
                "leather owner=a",
                "offsets of another tool"
            })
    void takesAnythingElseForNothing(String text) {
        assertThat(CommitMetadata.parse(text)).isEqualTo(CommitMetadata.EMPTY);
    }

    @Test
    void refusesAKeyThatCouldNotBeReadAgain() {
        assertThatThrownBy(() -> new CommitMetadata(Map.of("a key", "1")))
                .hasMessage("key \"a key\" (expected: lower-case letters, digits and hyphens)");
    }
}
