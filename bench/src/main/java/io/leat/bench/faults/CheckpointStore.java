package io.leat.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the checkpoints, which can be full or away. */
final class CheckpointStore {

    private final Path folder;
    private final Path aside;

    CheckpointStore(Path state) {
        folder = state.resolve("checkpoints");
        aside = state.resolve("checkpoints-aside");
    }

    /** In its place stands a file: nothing can be read or written, whoever asks. */
    void remove() {
        try {
            Files.move(folder, aside);
            Files.writeString(folder, "in the way");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void restore() {
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
        restore();
    }
}
