package io.leat.bench.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clocks of processes that can be set apart from the machine's, each by a file that libfaketime
 * reads every second. Time that only passes ({@link System#nanoTime}) goes on as ever, as it does
 * when a real clock is set.
 */
public final class Clocks {

    /** Where the library is, if not where Debian's package {@code libfaketime} has put it. */
    public static final String VARIABLE = "LEAT_FAKETIME";

    private static final String NAME = "faketime/libfaketimeMT.so.1";

    private final Path folder;
    private final @Nullable Path library;

    private Clocks(Path folder, @Nullable Path library) {
        this.folder = folder;
        this.library = library;
    }

    /** The machine's, for all. */
    static Clocks real(Path folder) {
        return new Clocks(folder, null);
    }

    /**
     * One for each process, in files of this folder.
     *
     * @throws IllegalStateException if the library is missing
     */
    static Clocks settable(Path folder) {
        return new Clocks(
                folder, library().orElseThrow(() -> new IllegalStateException(missing())));
    }

    /** What to say to whoever has no library. */
    public static String missing() {
        return "libfaketime is missing (expected: Debian's package libfaketime, or the path of libfaketimeMT.so.1 in "
                + VARIABLE
                + ")";
    }

    public static Optional<Path> library() {
        String stated = System.getenv(VARIABLE);
        if (stated != null) {
            return Optional.of(Path.of(stated)).filter(Files::isReadable);
        }
        for (Path root : List.of(Path.of("/usr/lib"), Path.of("/usr/local/lib"))) {
            try (Stream<Path> folders = Files.list(root)) {
                Optional<Path> found =
                        Stream.concat(Stream.of(root), folders)
                                .map(folder -> folder.resolve(NAME))
                                .filter(Files::isReadable)
                                .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            } catch (IOException e) {
                // Not there: look on.
                continue;
            }
        }
        return Optional.empty();
    }

    /** Gives a process that is about to start a clock of its own, where that is wanted. */
    void giveTo(String process, Map<String, String> environment) {
        if (library == null) {
            return;
        }
        if (!Files.exists(file(process))) {
            set(process, 0);
        }
        environment.put("LD_PRELOAD", library.toString());
        environment.put("FAKETIME_TIMESTAMP_FILE", file(process).toString());
        environment.put("FAKETIME_CACHE_DURATION", "1");
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    }

    /** Sets the clock of a process so many seconds before the machine's; below zero, behind. */
    public void set(String process, long seconds) {
        if (library == null) {
            throw new IllegalStateException(
                    "%s has the machine's clock (expected: topology clocks: true)"
                            .formatted(process));
        }
        Path next = folder.resolve(process + ".next");
        try {
            Files.writeString(next, "%+d\n".formatted(seconds));
            Files.move(next, file(process), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String process) {
        return folder.resolve(process);
    }

    /** Sets all clocks by the machine's. */
    public void heal() {
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .toList()
                    .forEach(process -> set(process, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The library's memory of a process that could not give it back. */
    static void forget(long pid) {
        for (String name : List.of("faketime_shm_", "sem.faketime_sem_")) {
            try {
                Files.deleteIfExists(Path.of("/dev/shm", name + pid));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
