package dev.mesher.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Installs Debian's packages. To be called under the {@link InstallLock}. */
final class Apt {
    private static final Path PROGRAM = Path.of("/usr/bin/apt-get");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Apt() {}

    /** Fails when this process may not install. */
    static void install(String name) {
        if (!Files.isExecutable(PROGRAM) || !System.getProperty("user.name").equals("root")) {
            throw new AssertionError("the package " + name + " is missing, and this process may not install it");
        }
        run("update", "-qq");
        run("install", "-y", "-qq", "--no-install-recommends", name);
    }

    private static void run(String... words) {
        List<String> all = new ArrayList<>(List.of(PROGRAM.toString()));
        all.addAll(List.of(words));
        String unused = new Command(Path.of("/"), Map.of("DEBIAN_FRONTEND", "noninteractive"), LIMIT, all).output();
    }
}
