// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.protocol.BadPayloadException;
import io.leat.protocol.BatchCodec;
import io.leat.protocol.BatchableRequest;
import io.leat.protocol.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Requests merged, answered and split, as a client would have it. */
public final class Batches {

    private Batches() {}

    /** A model that treats each row on its own. */
    @FunctionalInterface
    public interface Model extends UnaryOperator<Payload> {}

    public static String puid(int record) {
        return "puid-" + record;
    }

    /**
     * The answers of requests that share calls where they can, in the order of the requests. The
     * i-th has the puid {@link #puid}.
     */
    public static List<Payload> shared(BatchCodec codec, List<Payload> requests, Model model)
            throws BadPayloadException {
        Payload[] answers = new Payload[requests.size()];
        for (List<Integer> group : groups(codec, requests)) {
            List<BatchableRequest> parts = new ArrayList<>();
            for (int record : group) {
                parts.add(codec.read(requests.get(record), puid(record)));
            }
            if (group.size() == 1) {
                answers[group.get(0)] = model.apply(requests.get(group.get(0)));
                continue;
            }
            List<Payload> split = codec.split(model.apply(codec.merge(parts)), parts);
            assertThat(split).hasSameSizeAs(group);
            for (int i = 0; i < group.size(); i++) {
                answers[group.get(i)] = split.get(i);
            }
        }
        return List.of(answers);
    }

    /** Which requests share a call. */
    public static List<List<Integer>> groups(BatchCodec codec, List<Payload> requests) {
        Map<Object, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            BatchableRequest part = codec.read(requests.get(i), puid(i));
            Object key = part == null ? i : part.key();
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
        }
        return List.copyOf(groups.values());
    }

    public static boolean goesAlone(BatchCodec codec, Payload request) {
        return codec.read(request, puid(0)) == null;
    }
}
