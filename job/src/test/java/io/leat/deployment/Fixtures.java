// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deployment.reader.DeploymentReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Documents to read. */
public final class Fixtures {

    private Fixtures() {}

    public static String text(String file) throws IOException {
        try (InputStream in = Fixtures.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The one SeldonDeployment of a file. */
    public static DeploymentDocument only(String file) throws IOException, UnreadableFileException {
        return onlyOf(text(file));
    }

    /** The one SeldonDeployment of a text. */
    public static DeploymentDocument onlyOf(String text) throws UnreadableFileException {
        List<DeploymentDocument> documents = DeploymentReader.read(text, "deployment.yaml");
        assertThat(documents).hasSize(1);
        return documents.get(0);
    }
}
