// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.options.Option;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.OptionType;
import io.leat.secrets.Identity;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import org.jspecify.annotations.Nullable;

/** Reads where certificates, keys and passwords are; what is secret stays there. */
record SecretReferenceReader(OptionReader reader) {

    /** What is stated as text or as a file, or null. */
    @Nullable SecretReference material(Option<String> text, @Nullable Option<String> file) {
        OptionSource.Stated stated = reader.find(text);
        if (file != null) {
            if (reader.isDeferred(file)) {
                // Its path is not known yet.
                return new SecretReference(Source.ENVIRONMENT, file.env());
            }
            String path = reader.read(file);
            if (path != null && stated != null) {
                reader.problem(
                        "%s and %s are both stated (expected: one of them)"
                                .formatted(text.env(), text.env() + "_FILE"),
                        text,
                        file);
                return null;
            }
            if (path != null) {
                return new SecretReference(Source.FILE, path);
            }
        }
        return stated == null ? null : stated(text, stated);
    }

    private @Nullable SecretReference stated(Option<String> text, OptionSource.Stated stated) {
        if (stated.variable() != null) {
            return new SecretReference(Source.ENVIRONMENT, stated.variable());
        }
        if (text.type().equals(OptionType.SECRET) && stated.text() != null) {
            reader.problem(
                    "%s stands as text (expected: valueFrom.secretKeyRef, a variable in the environment of every JobManager and TaskManager, or %s_FILE; no manifest, job graph or page shows a secret)"
                            .formatted(text.env(), text.env()),
                    stated);
            return null;
        }
        String value = reader.read(text);
        return value == null ? null : new SecretReference(Source.VALUE, value);
    }

    /**
     * A certificate and its key, or null where there are none.
     *
     * @param prefix of the options' names: {@code KAFKA_SSL_}
     */
    @Nullable Identity identity(
            String prefix,
            @Nullable SecretReference chain,
            @Nullable SecretReference key,
            @Nullable SecretReference password) {
        if (chain == null && key == null) {
            return null;
        }
        if (chain == null || key == null) {
            String there = prefix + (chain == null ? "CLIENT_KEY" : "CLIENT_CERT");
            String missing = prefix + (chain == null ? "CLIENT_CERT" : "CLIENT_KEY");
            reader.missing(
                    "%s is stated without %s (expected: both, or neither; each as text in the environment or as …_FILE)"
                            .formatted(there, missing));
            return null;
        }
        return new Identity(chain, key, password);
    }
}
