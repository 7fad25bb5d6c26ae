// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.protocol.BadPayloadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the model says an image shows.
 *
 * @param label the most probable class
 * @param score its probability, 0 to 1
 */
public record FashionPrediction(String label, double score) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads the reply to a {@link FashionRequest}.
     *
     * @param reply {@code {"predictions":[[p0,…,p9]]}}
     * @throws BadPayloadException if it is something else, an error reply for example
     */
    public static FashionPrediction read(byte[] reply) throws BadPayloadException {
        return read(scores(reply).stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * Reads the scores of an answer.
     *
     * @throws BadPayloadException if they are not as many as there are classes
     */
    static FashionPrediction read(double[] scores) throws BadPayloadException {
        int classes = FashionExample.classes().size();
        if (scores.length != classes) {
            throw new BadPayloadException(
                    "reply: " + scores.length + " scores (expected: " + classes + ")");
        }
        return of(scores);
    }

    /** The best of the classes. */
    public static FashionPrediction of(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return new FashionPrediction(FashionExample.classes().get(best), scores[best]);
    }

    /**
     * Reads an answer that names the class itself.
     *
     * @throws BadPayloadException if there is no such class
     */
    static FashionPrediction named(String label, double score) throws BadPayloadException {
        if (!FashionExample.classes().contains(label)) {
            throw new BadPayloadException(
                    "reply: no known label (expected: one of " + FashionExample.classes() + ")");
        }
        return new FashionPrediction(label, score);
    }

    private static List<Double> scores(byte[] reply) throws BadPayloadException {
        try (JsonParser json = JSON.createParser(reply)) {
            expect(json, JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (json.currentName().equals("predictions")) {
                    return firstRow(json);
                }
                json.nextToken();
                json.skipChildren();
            }
            throw new BadPayloadException("reply: no \"predictions\"");
        } catch (JsonProcessingException e) {
            throw new BadPayloadException("reply: malformed JSON");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static List<Double> firstRow(JsonParser json) throws IOException, BadPayloadException {
        expect(json, JsonToken.START_ARRAY);
        expect(json, JsonToken.START_ARRAY);
        List<Double> scores = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!json.currentToken().isNumeric()) {
                throw new BadPayloadException("reply: scores that are no numbers");
            }
            scores.add(json.getDoubleValue());
        }
        expect(json, JsonToken.END_ARRAY);
        return scores;
    }

    private static void expect(JsonParser json, JsonToken expected)
            throws IOException, BadPayloadException {
        if (json.nextToken() != expected) {
            throw new BadPayloadException(
                    "reply: not of the form {\"predictions\":[[…]]}, one row of scores");
        }
    }
}
