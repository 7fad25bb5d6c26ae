// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.security;

import io.leat.secrets.PrivateKeys;
import io.leat.secrets.SecretException;
import io.leat.secrets.SecretReader;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Gives Kafka's clients their secrets when they are built, on the machine they run on. Until then
 * client properties hold references only: {@code ${secrets:text:env/KAFKA_SASL_PASSWORD}}.
 *
 * <p>Loaded by name, by Kafka.
 */
public final class SecretsProvider implements ConfigProvider {

    /** What is made of the text found. */
    enum Form {
        /** Nothing. */
        TEXT,
        /** A value within the quotes of a JAAS configuration. */
        JAAS,
        /** A private key in PEM, of whatever kind, as the plain PKCS#8 that Kafka reads. */
        KEY;

        private static Form named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        private String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** A text that is no key. */
        String of(String text) {
            return this == JAAS ? text.replace("\\", "\\\\").replace("\"", "\\\"") : text;
        }
    }

    private static final String NAME = "secrets";
    private static final String PASSWORD = "key.password";

    private final SecretReader reader;
    private @Nullable SecretReference keyPassword;

    /** Reads from the environment and the files of this process. */
    public SecretsProvider() {
        this(SecretReader.HERE);
    }

    SecretsProvider(SecretReader reader) {
        this.reader = reader;
    }

    /** The properties without which a reference means nothing. */
    static Map<String, String> declaration(@Nullable SecretReference keyPassword) {
        Map<String, String> properties = new HashMap<>();
        properties.put("config.providers", NAME);
        properties.put("config.providers." + NAME + ".class", SecretsProvider.class.getName());
        if (keyPassword != null) {
            properties.put(
                    "config.providers." + NAME + ".param." + PASSWORD, reference(keyPassword));
        }
        return properties;
    }

    /** What stands in a client's properties in place of the text. */
    static String place(Form form, SecretReference reference) {
        return "${" + NAME + ":" + form.wire() + ":" + reference(reference) + "}";
    }

    private static String reference(SecretReference reference) {
        return switch (reference.source()) {
            case ENVIRONMENT -> "env/" + reference.text();
            case FILE -> "file/" + reference.text();
            case VALUE -> throw new IllegalArgumentException("a value is no reference");
        };
    }

    private static SecretReference parsed(String stated) {
        int slash = stated.indexOf('/');
        String text = stated.substring(slash + 1);
        return stated.startsWith("env/")
                ? new SecretReference(Source.ENVIRONMENT, text)
                : new SecretReference(Source.FILE, text);
    }

    @Override
    public void configure(Map<String, ?> parameters) {
        Object password = parameters.get(PASSWORD);
        keyPassword = password == null ? null : parsed(password.toString());
    }

    @Override
    public ConfigData get(String path) {
        throw new ConfigException("a reference to a secret names which (expected: env/ or file/)");
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Form form = Form.named(path);
        Map<String, String> found = new HashMap<>();
        for (String key : keys) {
            try {
                found.put(key, formed(form, parsed(key)));
            } catch (SecretException e) {
                throw new ConfigException(e.getMessage());
            }
        }
        return new ConfigData(found);
    }

    private String formed(Form form, SecretReference reference) {
        String text = reader.read(reference);
        return form == Form.KEY
                ? PrivateKeys.toPem(PrivateKeys.read(text, reference, password()))
                : form.of(text);
    }

    private char @Nullable [] password() {
        return keyPassword == null ? null : reader.read(keyPassword).toCharArray();
    }

    @Override
    public void close() {}
}
