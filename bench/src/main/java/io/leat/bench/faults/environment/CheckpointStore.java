// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.environment;

import io.leat.bench.harness.SystemCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of the checkpoints, which can be full or away. Where mounts are allowed it has a small
 * disk of its own, in memory.
 */
public final class CheckpointStore {

    private static final int MEGABYTES = 256;

    private final Path disk;
    private final Path folder;
    private final Path aside;
    private final Path filler;
    private final boolean small;

    CheckpointStore(Path state) {
        try {
            disk = Files.createDirectories(state.resolve("disk"));
            small =
                    SystemCommand.succeeds(
                            Redirect.DISCARD,
                            "mount",
                            "-t",
                            "tmpfs",
                            "-o",
                            "size=" + MEGABYTES + "m",
                            "tmpfs",
                            disk.toString());
            folder = Files.createDirectories(disk.resolve("checkpoints"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        aside = disk.resolve("checkpoints-aside");
        filler = disk.resolve("filler");
    }

    /** Whether it can be filled without harm to anything else on this machine. */
    public boolean isSmall() {
        return small;
    }

    Path folder() {
        return folder;
    }

    /** Takes all the space that is left. */
    public void fill() {
        if (!small) {
            throw new IllegalStateException(
                    "no disk of its own (expected: the right to mount one)");
        }
        byte[] block = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int i = 0; i <= MEGABYTES * 16; i++) {
                out.write(block);
            }
        } catch (IOException full) {
            // As it shall be.
            return;
        }
        throw new IllegalStateException(disk + " cannot be filled");
    }

    public void free() {
        try {
            Files.deleteIfExists(filler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In its place stands a file: nothing can be read or written. */
    public void remove() {
        try {
            Files.move(folder, aside);
            Files.writeString(folder, "in the way");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void restore() {
        try {
            if (Files.exists(aside)) {
                Files.delete(folder);
                Files.move(aside, folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void heal() {
        free();
        restore();
    }

    /** Gives the disk back. */
    void close() {
        if (small) {
            SystemCommand.succeeds(Redirect.DISCARD, "umount", "-l", disk.toString());
        }
    }
}
