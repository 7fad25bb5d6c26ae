// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.deployment.UnreadableFileException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scalars, merge keys and tabs mean what they mean to kubectl; checked against sigs.k8s.io/yaml.
 */
class YamlScalarsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    yes            | true
                    On             | true
                    y              | true
                    N              | false
                    off            | false
                    yEs            | "yEs"
                    ~              | null
                    Null           | null
                    010            | 8
                    0o17           | 15
                    08             | 8.0
                    0x1F           | 31
                    0b11           | 3
                    -0x10          | -16
                    +5             | 5
                    1_000          | 1000
                    1e3            | 1000.0
                    .5             | 0.5
                    1.             | 1.0
                    1Gi            | "1Gi"
                    12:30:45       | "12:30:45"
                    2020-01-01     | "2020-01-01"
                    0x             | "0x"
                    1e400          | "1e400"
                    "5"            | "5"
                    'yes'          | "yes"
                    !!str 5        | "5"
                    !!int "7"      | 7
                    !!float 5      | 5
                    !foo bar       | "bar"
                    !!binary aGk=  | "hi"
                    """)
    void readsAScalar(String yaml, String json) throws Exception {
        assertThat(Documents.of("a: " + yaml, "scalar.yaml").get(0).get("a")).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "010, 8", "1.5, 1.5", "08, 8", "1e3, 1000", "name, name"})
    void makesTextOfAKey(String yaml, String key) throws Exception {
        assertThat(Documents.of(yaml + ": x", "key.yaml").get(0).has(key)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {a: 1, a: 2}                                      | {"a":2}
                    {x: &x {a: 1, b: 2}, z: {a: 9, <<: *x}}           | {"x":{"a":1,"b":2},"z":{"a":1,"b":2}}
                    {x: &x {a: 1, b: 2}, z: {<<: *x, a: 9}}           | {"x":{"a":1,"b":2},"z":{"a":9,"b":2}}
                    {x: &x {a: 1}, w: &w {a: 2}, z: {<<: [*x, *w]}}   | {"x":{"a":1},"w":{"a":2},"z":{"a":1}}
                    {a: &v 1, b: *v}                                  | {"a":1,"b":1}
                    """)
    void letsTheLastKeyAndTheLastMergeCount(String yaml, String json) throws Exception {
        assertThat(Documents.of("\n" + yaml, "merge.yaml").get(0)).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a:\\tb                     | {"a":"b"}
                    a: [1,\\t2]                | {"a":[1,2]}
                    a: b\\t# c                 | {"a":"b"}
                    a: {\\n\\tb: c,\\n\\t\\td: e} | {"a":{"b":"c","d":"e"}}
                    """,
            quoteCharacter = '`')
    void takesATabForASpaceBetweenTokens(String yaml, String json) throws Exception {
        String text = yaml.replace("\\t", "\t").replace("\\n", "\n");

        assertThat(Documents.of(text, "tab.yaml").get(0)).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource({"a:\\n\\tb: c, 2:1", "\\ta: b, 1:1", "a:\\n- b\\n-\\tc, 3:2"})
    void refusesATabAsIndentationOfABlock(String yaml, String at) {
        String text = yaml.replace("\\t", "\t").replace("\\n", "\n");

        assertThatThrownBy(() -> Documents.of(text, "tab.yaml"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("tab.yaml:" + at + ": a tab as indentation (expected: spaces)");
    }
}
