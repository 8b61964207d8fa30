package dev.mesher.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's promtool, of the package prometheus. It is installed when it is not there yet. */
public final class Promtool {
    private static final Path PROGRAM = Path.of("/usr/bin/promtool");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Promtool() {}

    /** Runs it in {@code directory}. Fails with what it printed when its exit code is not 0. */
    public static String run(Path directory, String... words) {
        InstallLock.hold(() -> {
            if (!Files.isExecutable(PROGRAM)) {
                Apt.install("prometheus");
            }
        });
        List<String> all = new ArrayList<>(List.of(PROGRAM.toString()));
        all.addAll(List.of(words));
        return new Command(directory.toAbsolutePath(), Map.of(), LIMIT, all).output();
    }
}
