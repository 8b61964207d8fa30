package dev.mesher.sdk;

import dev.mesher.testing.Command;
import dev.mesher.testing.InstallLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the clients need beside this build, installed into {@code target/sdk} when it is not there yet. */
final class Tools {
    static final Path SOURCES = Path.of("src/test/sdk").toAbsolutePath();

    private static final Path INSTALLED = Path.of("target/sdk").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Tools() {}

    /** A directory with the packages of {@code package-lock.json} and the programs that use them. */
    static Path npm() {
        Path directory = INSTALLED.resolve("npm");
        InstallLock.hold(() -> {
            once(directory, "package-lock.json", () -> {
                copy("package.json", directory);
                copy("package-lock.json", directory);
                run(directory, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            });
            Stream.of("shop.mjs", "node.mjs", "browser.mjs", "page.js").forEach(program -> copy(program, directory));
        });
        return directory;
    }

    /** A Python with the packages of {@code requirements.txt}. */
    static Path python() {
        Path directory = INSTALLED.resolve("venv");
        InstallLock.hold(() -> once(directory, "requirements.txt", () -> {
            run(INSTALLED, "python3", "-m", "venv", "--clear", directory.toString());
            String requirements = SOURCES.resolve("requirements.txt").toString();
            run(
                    INSTALLED,
                    directory.resolve("bin/pip").toString(),
                    "install",
                    "--quiet",
                    "--requirement",
                    requirements);
        }));
        return directory.resolve("bin/python");
    }

    /** Not again while the list of what is wanted stays the same. */
    private static void once(Path directory, String list, Runnable install) {
        try {
            String wanted = Files.readString(SOURCES.resolve(list));
            Path mark = Files.createDirectories(directory).resolve(".installed");
            if (!Files.exists(mark) || !Files.readString(mark).equals(wanted)) {
                install.run();
                Path unused = Files.writeString(mark, wanted);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A copy that is the same stays untouched, since another test process may be reading it. */
    private static void copy(String file, Path directory) {
        Path copy = directory.resolve(file);
        try {
            if (!Files.exists(copy) || Files.mismatch(SOURCES.resolve(file), copy) >= 0) {
                Path unused = Files.copy(SOURCES.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void run(Path directory, String... words) {
        String unused = new Command(directory, Map.of(), LIMIT, List.of(words)).output();
    }
}
