package dev.mesher.testing;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the one who started the build reads. What tests print to the standard output goes to a file. */
public final class Terminal {
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private Terminal() {}

    public static void print(String line) {
        OUT.println(line);
    }
}
