package dev.mesher.testing;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The runnable jar as a process of its own with the heap that the smallest server has; may be killed and started again. */
public final class NodeJar implements AutoCloseable {
    private final Path directory;
    private final Path log;
    private final Map<String, String> environment;
    private final int port = FreePort.next();
    private final int webSocketPort = FreePort.next();
    private Process process;

    public NodeJar(String databaseUri, Path directory) {
        this(databaseUri, directory, Map.of());
    }

    /** With these variables besides. */
    public NodeJar(String databaseUri, Path directory, Map<String, String> more) {
        this.directory = directory;
        this.log = directory.resolve("node.log");
        this.environment = new HashMap<>(Map.of(
                "DATABASE_URL",
                databaseUri,
                "PORT",
                Integer.toString(port),
                "MESHER_WS_PORT",
                Integer.toString(webSocketPort),
                "MESHER_HOST",
                "127.0.0.1",
                "MESHER_DATA_DIR",
                directory.resolve("node").toString(),
                "MESHER_RATE_LIMIT_MAX_EVENTS",
                "100000000"));
        this.environment.putAll(more);
        this.process = started();
    }

    public int port() {
        return port;
    }

    public EventClient client() {
        return new EventClient(port);
    }

    /** What the process said so far, over all its starts. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What of it no run should have: errors, and memory that was short. */
    public List<String> faults() {
        return log().lines()
                .filter(line -> line.contains(" ERROR ") || line.contains("OutOf") || line.contains("Exception"))
                .toList();
    }

    /** SIGKILL: nothing of the process gets to run any more. */
    public void kill() {
        Process killed = process.destroyForcibly();
        exitCode(killed, Duration.ofSeconds(30));
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGSTOP: as a machine that is suspended; what connects to it waits. */
    public void freeze() {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void wake() {
        signal("-CONT");
    }

    public int exitCode(Duration within) {
        return exitCode(process, within);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public void startAgain() {
        process = started();
    }

    @Override
    public void close() {
        kill();
    }

    private Process started() {
        String jar = System.getProperty("mesher.jar");
        if (jar == null || !new File(jar).isFile()) {
            throw new IllegalStateException("mesher.jar names no file: the jar must be built first (mvn verify does)");
        }
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        jar,
                        "run"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .directory(directory.toFile());
        builder.environment().putAll(environment);
        try {
            Process started = builder.start();
            EventClient client = client();
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> {
                        if (!started.isAlive()) {
                            throw new AssertionError("the node ended:\n" + log());
                        }
                        return client.get("/readyz").status() == 200;
                    });
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            if (exitCode(kill, Duration.ofSeconds(30)) != 0) {
                throw new AssertionError("kill " + name + " failed");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int exitCode(Process process, Duration within) {
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + within);
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
