package dev.mesher.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** What a command did: its exit code and what it said. */
record Shell(int exitCode, List<String> out, List<String> err) {
    static Shell run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Shell(
                exitCode,
                out.toString().lines().toList(),
                err.toString().lines().toList());
    }
}
