package dev.mesher.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file by which a PostgreSQL server marks its data directory as in use. It remains when the server or the machine
 * crashes.
 */
record PostmasterPid(Path data) {
    private static final String NAME = "postmaster.pid";

    /**
     * Whether a PostgreSQL server really runs on this directory. The process id in the file may belong to another
     * program by now.
     */
    boolean isServerRunning() throws IOException {
        return process().filter(this::isPostgres).isPresent();
    }

    /**
     * Deletes the file when its process id belongs to another program, because PostgreSQL would take that program for a
     * server. The caller has checked that no server is running.
     */
    void clearIfMisleading() throws IOException {
        if (process().isPresent()) {
            boolean unused = Files.deleteIfExists(data.resolve(NAME));
        }
    }

    private Optional<ProcessHandle> process() throws IOException {
        Path file = data.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
        } catch (NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    private boolean isPostgres(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean named = info.command()
                .map(Path::of)
                .filter(path -> path.endsWith("postgres"))
                .isPresent();
        return named && List.of(info.arguments().orElse(new String[0])).contains(data.toString());
    }
}
