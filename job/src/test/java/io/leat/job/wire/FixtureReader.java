// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.leat.job.wire.Fixture.Call;
import io.leat.job.wire.Fixture.DeadLetter;
import io.leat.job.wire.Fixture.Delivered;
import io.leat.job.wire.Fixture.Output;
import io.leat.job.wire.Fixture.Prediction;
import io.leat.job.wire.Fixture.Reply;
import io.leat.job.wire.Fixture.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a fixture's file, and refuses whatever it does not know. */
public final class FixtureReader {

    private static final Pattern FACT = Pattern.compile("# (.+\\.) \\[(.+)]");

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final Path file;
    private final Set<String> records = new LinkedHashSet<>();

    private FixtureReader(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException saying where it is not as it should be
     */
    public static Fixture read(Path file) throws IOException {
        return new FixtureReader(file).read();
    }

    private Fixture read() throws IOException {
        String text = Files.readString(file);
        Matcher fact = FACT.matcher(text.lines().findFirst().orElse(""));
        if (!fact.matches()) {
            throw Keys.wrong(file.getFileName() + "", "no fact in line 1", "# Some fact. [point]");
        }
        Keys keys = new Keys(YAML.readTree(text), "");
        Fixture fixture =
                new Fixture(
                        file,
                        file.getParent().getFileName() + "/" + name(file),
                        fact.group(1),
                        fact.group(2),
                        keys.text("deployment"),
                        items(keys, "records", this::sent),
                        items(keys, "replies", this::reply),
                        items(keys, "calls", this::call),
                        items(keys, "outputs", this::output));
        keys.end();
        return fixture;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".yaml", "");
    }

    private static <T> List<T> items(Keys all, String key, BiFunction<Keys, String, T> item) {
        List<T> items = new ArrayList<>();
        for (JsonNode node : Keys.list(all.need(key), key)) {
            String place = key + "[" + items.size() + "]";
            Keys keys = new Keys(node, place);
            items.add(item.apply(keys, place));
            keys.end();
        }
        return items;
    }

    private Sent sent(Keys keys, String place) {
        String name = keys.text("record");
        if (!records.add(name)) {
            throw Keys.wrong(place, "record " + name + " again", "each name once");
        }
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        if (keys.has("key-hex")) {
            key = HexFormat.of().parseHex(keys.text("key-hex"));
        } else if (keys.has("key")) {
            if (!keys.need("key").isNull()) {
                throw Keys.wrong(place + ".key", "a text", "null, or the record's name says it");
            }
            key = null;
        }
        return new Sent(name, isTrue(keys, "feedback"), key, headers(keys), body(keys));
    }

    private Reply reply(Keys keys, String place) {
        String status = keys.textIfPresent("status");
        String description = keys.textIfPresent("description");
        return new Reply(
                record(keys),
                keys.text("to"),
                status == null ? "" : status,
                description == null ? "" : description,
                headers(keys),
                keys.has("body") ? body(keys) : null);
    }

    private Call call(Keys keys, String place) {
        Body body = body(keys);
        if (body == null) {
            throw Keys.wrong(place + ".body", "null", "what is sent");
        }
        return new Call(record(keys), keys.text("to"), headers(keys), body);
    }

    private Output output(Keys keys, String place) {
        String record = record(keys);
        if (keys.has("dead-letter")) {
            Keys reasons = new Keys(keys.need("dead-letter"), place + ".dead-letter");
            Map<String, String> texts = reasons.texts();
            return new DeadLetter(record, texts);
        }
        if (isTrue(keys, "delivered")) {
            return new Delivered(record);
        }
        return new Prediction(record, headers(keys), body(keys));
    }

    private static boolean isTrue(Keys keys, String key) {
        if (!keys.has(key)) {
            return false;
        }
        JsonNode stated = keys.need(key);
        if (!stated.asBoolean()) {
            throw Keys.wrong(keys.place(key), stated + "", "true, or nothing");
        }
        return true;
    }

    private String record(Keys keys) {
        String name = keys.text("record");
        if (!records.contains(name)) {
            throw Keys.wrong(keys.place("record"), name, "one of " + records);
        }
        return name;
    }

    private static List<Header> headers(Keys keys) {
        String place = keys.place("headers");
        return keys.list("headers").stream().map(item -> Header.read(item, place)).toList();
    }

    private static @Nullable Body body(Keys keys) {
        JsonNode node = keys.need("body");
        return node.isNull() ? null : Body.read(node, keys.place("body"));
    }
}
