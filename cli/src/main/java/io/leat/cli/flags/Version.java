// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions that the build has written beside this class. */
public final class Version implements IVersionProvider {

    private static final String LEAT = "leat";

    /** By name, Leat's own first. */
    public static Map<String, String> all() {
        Properties built = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            built.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties", e);
        }
        Map<String, String> versions = new LinkedHashMap<>();
        for (String name : List.of(LEAT, "flink", "kafka")) {
            versions.put(name, built.getProperty(name));
        }
        return versions;
    }

    /** Of Leat itself. */
    public static String ofLeat() {
        return String.valueOf(all().get(LEAT));
    }

    @Override
    public String[] getVersion() {
        return new String[] {LEAT + " " + ofLeat()};
    }
}
