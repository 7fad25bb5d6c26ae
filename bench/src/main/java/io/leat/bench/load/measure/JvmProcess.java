// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.measure;

import io.leat.bench.harness.ChildProcess;
import io.leat.bench.harness.Workspace;
import io.leat.testing.net.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A process of a run that says what it costs.
 *
 * @param port of its management, on the loopback address
 */
public record JvmProcess(ChildProcess child, int port) {

    public static JvmProcess start(
            Workspace work, String name, String classPath, List<String> options, String... main) {
        return start(work, name, classPath, options, Map.of(), main);
    }

    public static JvmProcess start(
            Workspace work,
            String name,
            String classPath,
            List<String> options,
            Map<String, String> environment,
            String... main) {
        int port = FreePorts.free();
        List<String> all = new ArrayList<>(options);
        String management = "-Dcom.sun.management.jmxremote";
        all.add("-Djava.rmi.server.hostname=127.0.0.1");
        all.add(management + ".host=127.0.0.1");
        all.add(management + ".port=" + port);
        all.add(management + ".rmi.port=" + port);
        all.add(management + ".authenticate=false");
        all.add(management + ".ssl=false");
        return new JvmProcess(work.java(name, classPath, all, environment, main), port);
    }

    /** Processor seconds it has used so far. */
    public double cpu() {
        return child.cpu().toNanos() / 1e9;
    }

    /** Bytes that its living threads have allocated so far. */
    @SuppressWarnings("BanJNDI") // asks a process of ours, on the loopback address
    public double allocated() {
        String address = "service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(port);
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            var threads =
                    ManagementFactory.newPlatformMXBeanProxy(
                            connector.getMBeanServerConnection(),
                            ManagementFactory.THREAD_MXBEAN_NAME,
                            com.sun.management.ThreadMXBean.class);
            long[] ids = threads.getAllThreadIds();
            return LongStream.of(threads.getThreadAllocatedBytes(ids)).filter(b -> b > 0).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + child.log(), e);
        }
    }
}
