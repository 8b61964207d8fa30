package dev.mesher.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium. It is installed when it is not there yet. */
public final class Chromium {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Path APT = Path.of("/usr/bin/apt-get");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Chromium() {}

    /** The program; fails when it is missing and this process may not install it. */
    public static Path installed() {
        InstallLock.hold(() -> {
            if (!Files.isExecutable(PROGRAM)) {
                install();
            }
        });
        return PROGRAM;
    }

    private static void install() {
        if (!Files.isExecutable(APT) || !System.getProperty("user.name").equals("root")) {
            throw new AssertionError(PROGRAM + " is missing: install chromium, or leave out the tests that need it"
                    + " by -Dmesher.sdks and -Dmesher.browsers=none");
        }
        apt("update", "-qq");
        apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
    }

    private static void apt(String... words) {
        List<String> all = new ArrayList<>(List.of(APT.toString()));
        all.addAll(List.of(words));
        String unused = new Command(Path.of("/"), Map.of("DEBIAN_FRONTEND", "noninteractive"), LIMIT, all).output();
    }
}
