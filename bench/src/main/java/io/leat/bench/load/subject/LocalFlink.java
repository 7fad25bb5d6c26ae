// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.harness.ClusterSettings;
import io.leat.bench.harness.Workspace;
import io.leat.bench.load.measure.JvmProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Flink cluster in one process, of a distribution, with the repository's settings. */
final class LocalFlink {

    private final Workspace work;
    private final ClusterSettings settings;
    private final List<String> memory;

    LocalFlink(Workspace work, Path home, List<String> memory) {
        this.work = work;
        this.memory = memory;
        settings = new ClusterSettings(home, work.folder().resolve("conf"), Map.of());
        settings.writeLocal(work.directory("state"), work.directory("tmp"));
    }

    /** Starts the process with a job in it. */
    JvmProcess run(String entryPoint, int parallelism, List<String> arguments) {
        Path repository = Path.of(System.getProperty("leat.repository"));
        List<String> options = new ArrayList<>(memory);
        options.addAll(settings.jvmOptions());
        options.addAll(settings.taskManagerOptions());
        Path conf = work.folder().resolve("conf/log4j-console.properties");
        options.add("-Dlog4j.configurationFile=file:" + conf);
        options.add("-Dlog.file=" + work.folder().resolve("log/job.log"));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "org.apache.flink.client.cli.CliFrontend",
                                "run",
                                "-t",
                                "local",
                                "-p",
                                Integer.toString(parallelism),
                                "-c",
                                entryPoint,
                                "-C",
                                repository.resolve("bench/target/classes").toUri().toString(),
                                repository.resolve("job/target/leat-flink-job.jar").toString()));
        command.addAll(arguments);
        return JvmProcess.start(
                work,
                "job",
                settings.classPath(),
                options,
                Map.of("FLINK_CONF_DIR", work.folder().resolve("conf").toString()),
                command.toArray(String[]::new));
    }
}
