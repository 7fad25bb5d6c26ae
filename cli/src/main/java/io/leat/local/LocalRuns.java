// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * This user's local runs by the addresses of their web pages, so that other commands find them. A
 * file for each run, named by its process and locked by it: the lock goes with the process, however
 * that ends.
 */
public final class LocalRuns {

    /**
     * A run that is up.
     *
     * @param web the address of its web page
     * @param deployment what it runs, by its consumer group
     */
    public record Running(URI web, String deployment) {}

    private LocalRuns() {}

    /** Makes a run known until it is closed. A run that cannot be is not found, and no worse. */
    static Closeable announce(Running run, Map<String, String> environment) {
        Path file =
                StateFolder.home(environment)
                        .resolve("running")
                        .resolve(Long.toString(ProcessHandle.current().pid()));
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(
                            "%s\n%s\n"
                                    .formatted(run.web(), run.deployment())
                                    .getBytes(StandardCharsets.UTF_8)));
            channel.lock();
            return () -> {
                Files.deleteIfExists(file);
                channel.close();
            };
        } catch (IOException e) {
            return () -> {};
        }
    }

    /** The runs that are up. */
    public static List<Running> found(Map<String, String> environment) {
        Path folder = StateFolder.home(environment).resolve("running");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Running> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Running run = runOf(file);
                if (run != null) {
                    found.add(run);
                }
            }
        } catch (IOException e) {
            return List.of(); // gone since, or not for this user to read
        }
        return found;
    }

    /** Null for one whose process has ended. */
    private static @Nullable Running runOf(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (isHeld(channel)) {
                // A run that is just beginning, or of a build that wrote the address alone.
                List<String> lines = Files.readAllLines(file);
                String deployment = lines.size() < 2 ? "?" : lines.get(1);
                return lines.isEmpty() ? null : new Running(URI.create(lines.get(0)), deployment);
            }
        }
        Files.deleteIfExists(file);
        return null;
    }

    private static boolean isHeld(FileChannel channel) throws IOException {
        try (FileLock mine = channel.tryLock()) {
            return mine == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }
}
