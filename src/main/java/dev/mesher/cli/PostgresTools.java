package dev.mesher.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs PostgreSQL's own programs to their end. They refuse to run as root. So for root they are run in a user
 * namespace, where the user is not root but still owns its files.
 */
final class PostgresTools {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresTools.class);
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    private final Path home;
    private final List<String> prefix;

    private PostgresTools(Path home, List<String> prefix) {
        this.home = home;
        this.prefix = prefix;
    }

    /** The programs of the PostgreSQL that is unpacked in {@code home}. */
    static PostgresTools in(Path home) throws IOException {
        if (!isRoot()) {
            return new PostgresTools(home, List.of());
        }
        List<String> trial = new ArrayList<>(NAMESPACE);
        trial.add("true");
        if (!succeeds(trial)) {
            throw new CommandFailed("PostgreSQL does not run as root, and this system allows no user namespaces"
                    + " (unshare --user failed): run this as another user");
        }
        return new PostgresTools(home, NAMESPACE);
    }

    /** Runs a program. Fails with the first line of its output. */
    void run(String program, String... arguments) throws IOException {
        runWithInput("", program, arguments);
    }

    /**
     * Runs a program that reads {@code input}, which may be a secret: other users can see arguments, but not the input.
     */
    void runWithInput(String input, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream toProgram = process.getOutputStream()) {
            toProgram.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            LOG.debug("{} read no input", program, ended);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (exitCode(process) != 0) {
            throw new CommandFailed("The embedded PostgreSQL: " + program + ": "
                    + said.lines().findFirst().orElse("failed without a message"));
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            return exitCode(new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start())
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }
}
