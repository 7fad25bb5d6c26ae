// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts that can stand in one place only by having come from where they were planted. */
final class Planted {

    /** By name, the forms in which each could be written down. */
    private final Map<String, List<String>> texts = new LinkedHashMap<>();

    /** As it is, within quotes, and as the Base64 of itself. */
    Planted text(String name, String text) {
        String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"");
        String twice = quoted.replace("\\", "\\\\").replace("\"", "\\\"");
        texts.put(name, List.of(text, quoted, twice, base64(text)));
        return this;
    }

    /** Any line of it. */
    Planted pem(String name, String pem) {
        texts.put(name, pem.lines().filter(line -> line.length() == 64).toList());
        return this;
    }

    /** What basic authentication makes of a name and a password. */
    Planted basic(String name, String user, String password) {
        texts.put(name, List.of(base64(user + ":" + password)));
        return this;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Which of them stand where. */
    List<String> in(Map<String, byte[]> places) {
        List<String> found = new ArrayList<>();
        places.forEach(
                (place, bytes) -> {
                    String all = new String(bytes, StandardCharsets.ISO_8859_1);
                    texts.forEach(
                            (name, forms) -> {
                                for (String form : forms) {
                                    int at = all.indexOf(form);
                                    if (at >= 0) {
                                        found.add(name + " in " + place);
                                        break;
                                    }
                                }
                            });
                });
        return found;
    }

    void assertNotIn(Map<String, byte[]> places) {
        assertThat(places).isNotEmpty();
        assertThat(in(places)).isEmpty();
    }

    /** In one of the places at least. */
    void assertIn(Map<String, byte[]> places, String... names) {
        List<String> found = in(places);
        for (String name : names) {
            assertThat(found).anyMatch(line -> line.startsWith(name + " in "));
        }
    }
}
