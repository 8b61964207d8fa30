package dev.mesher.cli;

import dev.mesher.config.Environment;
import dev.mesher.config.InvalidConfiguration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that reads the environment. When it fails, it prints what is wrong and its exit code is 1. */
public abstract class ShellCommand implements Callable<Integer> {
    private final Map<String, String> process;
    private final Path directory;

    @Spec
    private CommandSpec spec;

    /** Reads the variables of this process, and {@code .env} of the current directory. */
    protected ShellCommand() {
        this(System.getenv(), Path.of(""));
    }

    protected ShellCommand(Map<String, String> process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Runs the command, and returns its exit code. */
    protected abstract int execute(Environment environment) throws InvalidConfiguration;

    @Override
    public final Integer call() {
        try {
            return execute(Environment.load(process, directory));
        } catch (InvalidConfiguration invalid) {
            invalid.problems().forEach(err()::println);
        } catch (CommandFailed failed) {
            err().println(failed.getMessage());
        }
        return 1;
    }

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
