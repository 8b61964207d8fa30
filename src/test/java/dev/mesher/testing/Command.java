package dev.mesher.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of this machine. */
public record Command(Path directory, Map<String, String> environment, Duration limit, List<String> words) {
    /** What a program ended with, and all that it printed. */
    public record Ended(int exitCode, String out, String err) {}

    /** What it printed; fails, with what it said, unless it ends well and in time. */
    public String output() {
        Ended ended = run();
        if (ended.exitCode != 0) {
            throw new AssertionError(words + " ended with " + ended.exitCode + "\n" + ended.out + ended.err);
        }
        return ended.out;
    }

    /** Runs it to its end; fails when it takes longer than the limit. */
    public Ended run() {
        try {
            Path out = Files.createTempFile("mesher-test", ".out");
            Path err = Files.createTempFile("mesher-test", ".err");
            try {
                return run(out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(words + " could not be run", failed);
        }
    }

    private Ended run(Path out, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // A client's own settings, also of the one who runs the tests, would play a part.
        builder.environment().keySet().removeIf(name -> name.startsWith("SENTRY_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(
                        words + " ran for more than " + limit + "\n" + Files.readString(out) + Files.readString(err));
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        } finally {
            process.descendants().forEach(child -> {
                boolean unused = child.destroyForcibly();
            });
            Process unused = process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
