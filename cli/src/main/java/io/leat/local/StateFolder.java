// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.plan.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a local run leaves behind for the next one: the embedded broker's data, checkpoints and
 * savepoints. Held by one process at a time.
 */
public final class StateFolder implements AutoCloseable {

    private final Path root;
    private final FileChannel lockFile;

    private StateFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Where state is kept by default, as the XDG base directories have it.
     *
     * @param group makes it one folder per deployment and predictor
     */
    public static Path defaultFor(String group, Map<String, String> environment) {
        return home(environment).resolve(group);
    }

    /** What this user's local runs leave. */
    static Path home(Map<String, String> environment) {
        String stated = environment.getOrDefault("XDG_STATE_HOME", "");
        String user = environment.getOrDefault("HOME", "");
        Path home =
                stated.isBlank()
                        ? Path.of(
                                user.isBlank() ? System.getProperty("user.home") : user,
                                ".local",
                                "state")
                        : Path.of(stated);
        return home.resolve("leat");
    }

    /**
     * Takes the folder, making it if needed.
     *
     * @throws ConfigurationException if another process holds it, or it cannot be written
     */
    public static StateFolder hold(Path root) throws ConfigurationException {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(
                            root.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new ConfigurationException(
                        "--state-dir: %s is in use by another run (expected: end that one first, or name another folder)"
                                .formatted(root));
            }
            return new StateFolder(root.toRealPath(), channel);
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    private static ConfigurationException unusable(Path root, IOException e) {
        return new ConfigurationException(
                "--state-dir: %s cannot be used: %s (expected: a folder that can be written)"
                        .formatted(root, e.getClass().getSimpleName()));
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path root() {
        return root;
    }

    Path broker() {
        return root.resolve("broker");
    }

    Path logFile() {
        return root.resolve("leat.log");
    }

    /**
     * Names the job of this folder to other processes, for as long as the folder stays where it is.
     * As one process at a time has the folder, earlier runs of that name have ended; a copy of the
     * folder gets a name of its own.
     */
    String owner() throws ConfigurationException {
        Path file = root.resolve("owner");
        String place = root.toString();
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() == 2 && lines.get(1).equals(place)) {
                return lines.get(0);
            }
            String name = "local-" + UUID.randomUUID();
            Files.write(file, List.of(name, place));
            return name;
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    /**
     * Checkpoints of one job that reads one topic on one cluster: positions mean nothing on
     * another, and another job has not read what this one has.
     *
     * @param clusterId the Kafka cluster's own id
     */
    Path checkpoints(String clusterId, String group, String inputTopic) {
        return root.resolve("checkpoints").resolve(clusterId).resolve(group).resolve(inputTopic);
    }

    /** The newest complete checkpoint or savepoint below a folder. */
    static Optional<Path> newest(Path checkpoints) throws IOException {
        if (!Files.isDirectory(checkpoints)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(checkpoints, 3)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparing(StateFolder::written))
                    .map(Path::getParent);
        }
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /** Gives the folder back where nothing was done with it. */
    void release() {
        try {
            close();
        } catch (IOException e) {
            // The lock goes with the process.
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
