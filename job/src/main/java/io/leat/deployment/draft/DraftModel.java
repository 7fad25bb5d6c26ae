// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.draft;

import io.leat.protocol.Protocol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model and the server that serves it.
 *
 * @param name on the server
 */
public record DraftModel(String name, ModelUrl url) {

    /** Where a name is stated before a URL. */
    private static final char NAMES = '=';

    /** The seldon protocol names no model. */
    private static final String NAMELESS = "model";

    /**
     * Models in the order in which they are called.
     *
     * @param stated each a URL, or NAME=URL
     * @param name of the only one, where it is stated on its own
     * @throws IllegalDraftException for the first that is wrong, or for what they are together
     */
    public static List<DraftModel> parse(
            List<String> stated, @Nullable String name, Protocol protocol)
            throws IllegalDraftException {
        if (name != null && stated.size() > 1) {
            throw new IllegalDraftException(
                    "--model-name with %d models (expected: NAME=URL for each)"
                            .formatted(stated.size()));
        }
        List<DraftModel> models = new ArrayList<>();
        for (String each : stated) {
            models.add(parse(each, name, protocol, stated.size() == 1));
        }
        requireTogether(models);
        return models;
    }

    private static DraftModel parse(
            String stated, @Nullable String given, Protocol protocol, boolean only)
            throws IllegalDraftException {
        int names = stated.indexOf(NAMES);
        int scheme = stated.indexOf("://");
        boolean named = names >= 0 && (scheme < 0 || names < scheme);
        ModelUrl url = ModelUrl.parse(named ? stated.substring(names + 1) : stated);
        @Nullable String name = named ? stated.substring(0, names).trim() : given;
        if (named && given != null) {
            throw new IllegalDraftException(
                    "the name %s with --model-name %s (expected: one of the two)"
                            .formatted(name, given));
        }
        if (name == null && only && protocol == Protocol.SELDON) {
            return new DraftModel(NAMELESS, url);
        }
        if (name == null || name.isBlank()) {
            throw new IllegalDraftException(
                    only && !named
                            ? "\"%s\" has no model name (expected: --model-name with the model's name on the server, which %s requests hold)"
                                    .formatted(stated, protocol.wire())
                            : "\"%s\" has no model name (expected: NAME=URL, for example iris=http://127.0.0.1:8080)"
                                    .formatted(stated));
        }
        return new DraftModel(name, url);
    }

    private static void requireTogether(List<DraftModel> models) throws IllegalDraftException {
        Set<String> names = new HashSet<>();
        for (DraftModel model : models) {
            if (!names.add(model.name())) {
                throw new IllegalDraftException(
                        "two models are named %s (expected: a name of its own for each)"
                                .formatted(model.name()));
            }
            ModelUrl first = models.get(0).url();
            if (model.url().scheme().transport() != first.scheme().transport()) {
                throw new IllegalDraftException(
                        "%s is called over %s and %s over %s (expected: one transport for all models of a chain)"
                                .formatted(
                                        models.get(0).name(),
                                        first.scheme().wire(),
                                        model.name(),
                                        model.url().scheme().wire()));
            }
        }
    }
}
