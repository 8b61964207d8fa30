package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** All commands of {@code bin/mesher}. LauncherIT runs some of them as programs. */
final class MainTest {
    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandHasHelp(List<String> command) {
        CommandRun run = CommandRun.of(
                Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("Usage: mesher " + String.join(" ", command));
    }

    static Stream<List<String>> commands() {
        return below(List.of(), Main.commandLine());
    }

    private static Stream<List<String>> below(List<String> path, CommandLine command) {
        return command.getSubcommands().entrySet().stream().flatMap(each -> {
            List<String> here =
                    Stream.concat(path.stream(), Stream.of(each.getKey())).toList();
            return Stream.concat(Stream.of(here), below(here, each.getValue()));
        });
    }
}
