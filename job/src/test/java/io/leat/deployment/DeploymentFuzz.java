// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import io.leat.codec.Codecs;
import io.leat.deployment.reader.DeploymentReader;
import io.leat.deployment.reader.EnginePredictor;
import io.leat.graph.GraphCheck;
import io.leat.graph.GraphPlan;
import io.leat.graph.WalkOptions;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Any text as a deployment: read, or refused with {@link UnreadableFileException} alone. A document
 * has either errors or a deployment, and its graph is either refused or can be walked.
 */
public final class DeploymentFuzz {

    private DeploymentFuzz() {}

    /** Loads what is instrumented before the first input is timed. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("a: [1".getBytes(StandardCharsets.UTF_8));
    }

    /** The fuzzer's way in. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        for (Addressing addressing : Addressing.values()) {
            try {
                DeploymentReader.read(text, "f", addressing).forEach(DeploymentFuzz::judge);
            } catch (UnreadableFileException e) {
                require(String.valueOf(e.getMessage()).startsWith("f:"), "where it is");
            }
        }
        enginePredictor(text);
        enginePredictor(Base64.getEncoder().encodeToString(input));
    }

    private static void enginePredictor(String text) {
        try {
            EnginePredictor read = EnginePredictor.read(text, Protocol.SELDON, Transport.REST);
            require(read.errors().isEmpty() == (read.predictor() != null), "errors or a predictor");
            if (read.predictor() != null) {
                plan(read.predictor());
            }
        } catch (UnreadableFileException e) {
            require(String.valueOf(e.getMessage()).startsWith("ENGINE_PREDICTOR"), "what it is");
        }
    }

    private static void judge(DeploymentDocument document) {
        require(document.valid() == (document.deployment() != null), "errors or a deployment");
        messages(document.errors());
        messages(document.warnings());
        if (document.deployment() != null) {
            document.deployment().predictors().forEach(DeploymentFuzz::plan);
        }
    }

    private static void messages(List<Problem> problems) {
        problems.forEach(problem -> require(!problem.message().isBlank(), "a message"));
    }

    private static void plan(Predictor predictor) {
        Protocol protocol = predictor.protocol();
        Transport transport = predictor.transport();
        if (GraphCheck.problems(
                        predictor.graph(), protocol, transport, Codecs.message(protocol, transport))
                .isEmpty()) {
            GraphPlan.of(
                    predictor.graph(), Codecs.message(protocol, transport), WalkOptions.DEFAULT);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
