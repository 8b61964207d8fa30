package dev.mesher.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a password in a way that other users of the machine cannot see: never from the arguments of the process. */
final class Password {
    private Password() {}

    /** The first line of the input, without its line end. */
    static String firstLine(InputStream in) {
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            if (line == null) {
                throw new CommandFailed("stdin contains no password");
            }
            return line;
        } catch (IOException failed) {
            throw CommandFailed.of("reading the password from stdin", failed);
        }
    }

    /**
     * Asks twice, without echo. From Java 22 on there is always a console; if it is not a terminal, stdin must be used
     * instead.
     */
    @SuppressWarnings("SystemConsoleNull")
    static String ask() {
        Console console = System.console();
        if (console == null) {
            throw new CommandFailed("there is no terminal to ask for the password: give it with --password-stdin");
        }
        char[] password = console.readPassword("Password: ");
        char[] again = password == null ? null : console.readPassword("Again: ");
        if (password == null || again == null) {
            throw new CommandFailed("no password was given");
        }
        if (!Arrays.equals(password, again)) {
            throw new CommandFailed("the two passwords differ");
        }
        return new String(password);
    }
}
