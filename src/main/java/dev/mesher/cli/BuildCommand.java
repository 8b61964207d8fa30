package dev.mesher.cli;

import dev.mesher.config.Environment;
import picocli.CommandLine.Command;

/** {@code build}: stands in the list of commands; {@code bin/mesher} does it before there is a jar to ask. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        customSynopsis = "mesher build [DIR]",
        description = "Builds the runnable jar into target, or into DIR with a launcher beside it.")
final class BuildCommand extends ShellCommand {
    @Override
    protected int execute(Environment environment) {
        throw new CommandFailed("build works in the sources only: bin/mesher build");
    }
}
