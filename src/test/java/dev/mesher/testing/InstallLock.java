package dev.mesher.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one test process after the other install what tests need, also when several run side by side. */
public final class InstallLock {
    private static final Path FILE = Path.of("target/install.lock").toAbsolutePath();

    private InstallLock() {}

    /** Runs {@code install} while no other process does. Waits for those that do. The lock ends with its channel. */
    public static synchronized void hold(Runnable install) {
        try {
            Path unusedDirectory = Files.createDirectories(FILE.getParent());
            try (FileChannel channel = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                FileLock unusedLock = channel.lock();
                install.run();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
