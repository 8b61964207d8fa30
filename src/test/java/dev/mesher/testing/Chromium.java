package dev.mesher.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's Chromium. It is installed when it is not there yet. */
public final class Chromium {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private Chromium() {}

    /**
     * The program; fails when it is missing and this process may not install it. {@code -Dmesher.sdks} and {@code
     * -Dmesher.browsers=none} leave out the tests that need it.
     */
    public static Path installed() {
        InstallLock.hold(() -> {
            if (!Files.isExecutable(PROGRAM)) {
                Apt.install("chromium");
            }
        });
        return PROGRAM;
    }
}
