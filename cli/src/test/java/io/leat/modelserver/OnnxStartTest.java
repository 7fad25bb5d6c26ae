// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxStartTest {

    /**
     * ONNX Runtime 1.29.0 recurses through the command line and overflows the stack. In a JVM of
     * its own, as it takes the process with it.
     */
    @Test
    void startsUnderALongCommandLine() throws IOException, InterruptedException {
        ProcessBuilder java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Dlong=" + "x".repeat(30_000),
                        LoadsAModel.class.getName());
        // Not as an argument: the length under test is to be the same everywhere.
        java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = java.redirectErrorStream(true).start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output).endsWith("loaded");
        assertThat(process.waitFor()).isZero();
    }

    /** The program of the JVM above. */
    static final class LoadsAModel {

        private LoadsAModel() {}

        public static void main(String[] arguments) {
            OnnxModel model = OnnxModel.load(IdentityOnnx.of(1));
            List<Tensor> answer =
                    model.infer(
                            List.of(
                                    new Tensor(
                                            "in",
                                            Datatype.FP32,
                                            Shape.of(1),
                                            new TensorValues.Decimals(new double[1]))));
            model.close();
            System.out.print(answer.isEmpty() ? "no answer" : "loaded");
        }
    }
}
