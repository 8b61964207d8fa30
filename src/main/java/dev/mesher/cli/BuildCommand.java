package dev.mesher.cli;

import dev.mesher.config.Environment;
import picocli.CommandLine.Command;

/** {@code build}: only listed here. {@code bin/mesher} itself runs it, since there may be no jar yet. */
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
