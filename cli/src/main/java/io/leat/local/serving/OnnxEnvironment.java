package io.leat.local.serving;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** ONNX Runtime's one environment per JVM, created where its creation has room. */
final class OnnxEnvironment {

    /**
     * ONNX Runtime 1.29.0 on Linux, while it creates the environment, recurses through the whole
     * command line of the process: about 240 bytes of stack for each character. A class path of 4
     * KiB overflows the usual 1 MiB and ends the JVM with SIGSEGV. This is enough for 270,000
     * characters; the memory is reserved, not used, and given back at once.
     */
    private static final long STACK_BYTES = 64L * 1024 * 1024;

    private OnnxEnvironment() {}

    static OrtEnvironment get() {
        FutureTask<OrtEnvironment> creation = new FutureTask<>(OrtEnvironment::getEnvironment);
        new Thread(null, creation, "leat-onnx-start", STACK_BYTES).start();
        try {
            return creation.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ONNX Runtime was starting", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("ONNX Runtime does not start", e.getCause());
        }
    }
}
