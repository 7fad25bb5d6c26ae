package io.leat.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Record headers while they are put together. Not thread-safe. */
final class HeaderList {

    private final List<String> names;
    private final List<byte @Nullable []> values;

    private HeaderList(int size) {
        names = new ArrayList<>(size);
        values = new ArrayList<>(size);
    }

    /** All headers of a record but those with one of these names, which are in lower case. */
    static HeaderList of(InferenceRequest request, Set<String> without) {
        HeaderList headers = new HeaderList(request.headerNames.length + 4);
        for (int i = 0; i < request.headerNames.length; i++) {
            String name = request.headerNames[i];
            if (!without.contains(name.toLowerCase(Locale.ROOT))) {
                headers.names.add(name);
                headers.values.add(request.headerValues[i]);
            }
        }
        return headers;
    }

    HeaderList add(String name, String value) {
        names.add(name);
        values.add(value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    HeaderList addIfPresent(String name, @Nullable String value) {
        return value == null ? this : add(name, value);
    }

    void into(InferenceResult result) {
        result.headerNames = names.toArray(new String[0]);
        result.headerValues = values.toArray(new byte[0][]);
    }
}
