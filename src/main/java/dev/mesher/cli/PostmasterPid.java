package dev.mesher.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file by which a PostgreSQL server marks its data directory as taken; a server or machine that died leaves it. */
record PostmasterPid(Path data) {
    private static final String NAME = "postmaster.pid";

    /** Whether a server really runs on this directory: the number in the file may be another program's by now. */
    boolean isServerRunning() throws IOException {
        return process().filter(this::isPostgres).isPresent();
    }

    /**
     * Takes the file away when its number belongs to another program, which PostgreSQL would mistake for a server. The
     * caller has made sure that no server is running.
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
