// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The ways to say bytes without knowing what they mean. */
final class Bodies {

    /** Longer text is said with its repetitions counted. */
    private static final int LONG = 4_000;

    private Bodies() {}

    static Body plain(byte[] bytes) {
        if (isGzip(bytes)) {
            return Quoted.utf8(unzipped(bytes))
                    .<Body>map(Gzip::new)
                    .orElseGet(() -> new Hex(bytes));
        }
        return Quoted.utf8(bytes).map(Bodies::plain).orElseGet(() -> new Hex(bytes));
    }

    private static Body plain(String text) {
        return text.length() > LONG ? Repeated.of(text) : new Text(text);
    }

    /** UTF-8. */
    record Text(String text) implements Body {
        @Override
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Body sameWay(byte[] other) {
            return plain(other);
        }

        @Override
        public String yaml() {
            return Quoted.value(text);
        }
    }

    /** Any bytes. */
    @SuppressWarnings("ArrayRecordComponent") // compared as YAML
    record Hex(byte[] bytes) implements Body {

        static Hex read(String text) {
            return new Hex(HexFormat.of().parseHex(text.replaceAll("\\s", "")));
        }

        @Override
        public Body sameWay(byte[] other) {
            return new Hex(other);
        }

        @Override
        public String yaml() {
            return "{hex: '" + HexFormat.of().formatHex(bytes) + "'}";
        }
    }

    /** UTF-8, compressed: how well does not matter, so only the content is compared. */
    record Gzip(String text) implements Body {
        @Override
        public byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException("memory cannot fail to be written to", e);
            }
            return out.toByteArray();
        }

        @Override
        public Body sameWay(byte[] other) {
            return plain(other);
        }

        @Override
        public String yaml() {
            return "{gzip: " + Quoted.value(text) + "}";
        }
    }

    /** Text that would be too long to be written down. */
    record Repeated(List<Part> parts) implements Body {

        private static final Pattern RUN = Pattern.compile("(.)\\1{19,}", Pattern.DOTALL);

        record Part(String text, int times) {}

        static Repeated read(JsonNode node, String place) {
            List<Part> parts = new ArrayList<>();
            for (JsonNode item : Keys.list(node, place)) {
                Keys keys = new Keys(item, place);
                int times = keys.has("times") ? keys.need("times").intValue() : 1;
                parts.add(new Part(keys.text("text"), times));
                keys.end();
            }
            return new Repeated(parts);
        }

        /** Runs of one character counted. */
        static Repeated of(String text) {
            List<Part> parts = new ArrayList<>();
            Matcher runs = RUN.matcher(text);
            int done = 0;
            while (runs.find()) {
                if (runs.start() > done) {
                    parts.add(new Part(text.substring(done, runs.start()), 1));
                }
                parts.add(new Part(runs.group(1), runs.end() - runs.start()));
                done = runs.end();
            }
            if (done < text.length()) {
                parts.add(new Part(text.substring(done), 1));
            }
            return new Repeated(parts);
        }

        @Override
        public byte[] bytes() {
            return parts.stream()
                    .map(part -> part.text().repeat(part.times()))
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Body sameWay(byte[] other) {
            return Arrays.equals(other, bytes()) ? this : plain(other);
        }

        @Override
        public String yaml() {
            return parts.stream()
                    .map(Repeated::yaml)
                    .collect(Collectors.joining(", ", "{repeat: [", "]}"));
        }

        private static String yaml(Part part) {
            String times = part.times() == 1 ? "" : ", times: " + part.times();
            return "{text: " + Quoted.value(part.text()) + times + "}";
        }
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    }

    static byte[] unzipped(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            return bytes;
        }
    }
}
