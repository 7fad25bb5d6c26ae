// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.access;

import io.leat.options.Option;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.OptionType;
import io.leat.options.catalog.SecretOption;
import io.leat.options.catalog.TlsOptions;
import io.leat.secrets.Identity;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import io.leat.secrets.Tls;
import org.jspecify.annotations.Nullable;

/** Reads where certificates, keys and passwords are; what is secret stays there. */
public record SecretReferenceReader(OptionReader reader) {

    /** What to trust, and the client's certificate. */
    public Tls tls(TlsOptions options) {
        SecretReference ca = read(options.ca());
        SecretReference chain = read(options.certificate());
        SecretReference key = read(options.key());
        SecretReference password = read(options.keyPassword());
        return new Tls(ca, identity(options, chain, key, password));
    }

    /** What is stated as text or as a file, or null. */
    public @Nullable SecretReference read(SecretOption option) {
        Option<String> text = option.text();
        Option<String> file = option.file();
        if (reader.isDeferred(file)) {
            // Its path is not known yet.
            return new SecretReference(Source.ENVIRONMENT, file.env());
        }
        String path = reader.read(file);
        if (path == null) {
            return read(text);
        }
        if (reader.find(text) != null) {
            reader.problem(
                    "%s and %s are both stated (expected: one of them)"
                            .formatted(reader.name(text), reader.name(file)),
                    text,
                    file);
            return null;
        }
        return new SecretReference(Source.FILE, path);
    }

    /** The name under which it is stated; that of the text's variable if it is not. */
    public String name(SecretOption option) {
        return reader.name(reader.find(option.file()) == null ? option.text() : option.file());
    }

    /** What is stated as text, or null. */
    public @Nullable SecretReference read(Option<String> text) {
        OptionSource.Stated stated = reader.find(text);
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

    /** A certificate and its key, or null where there are none. */
    private @Nullable Identity identity(
            TlsOptions options,
            @Nullable SecretReference chain,
            @Nullable SecretReference key,
            @Nullable SecretReference password) {
        if (chain == null && key == null) {
            return null;
        }
        if (chain == null || key == null) {
            String there = name(chain == null ? options.key() : options.certificate());
            String missing = name(chain == null ? options.certificate() : options.key());
            reader.missing(
                    "%s is stated without %s (expected: both, or neither; each as text in the environment or as …_FILE)"
                            .formatted(there, missing));
            return null;
        }
        return new Identity(chain, key, password);
    }
}
