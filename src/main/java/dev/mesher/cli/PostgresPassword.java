package dev.mesher.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The password of the embedded PostgreSQL's superuser, in a file that only the user of this process can read. A
 * superuser can run programs as that user ({@code COPY … FROM PROGRAM}), so the server must not admit anyone without
 * the password.
 */
final class PostgresPassword {
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");
    private static final int BYTES = 32;

    private static final String RULES =
            """
            # Written by Mesher when the server starts: nobody connects without the password.
            local all all     scram-sha-256
            host  all all all scram-sha-256
            """;

    private PostgresPassword() {}

    /**
     * The password in {@code file}. A new one is set first if the file does not exist, or if the server would accept
     * connections without a password.
     *
     * @param data the data directory of the server, which must not be running
     */
    static String enforced(PostgresTools tools, Path data, Path file) throws IOException {
        Path rules = data.resolve("pg_hba.conf");
        if (!Files.isRegularFile(file) || !Files.readString(rules).equals(RULES)) {
            set(tools, data, rules, file);
        }
        Path unused = Files.setPosixFilePermissions(file, MODE);
        return Files.readString(file).strip();
    }

    /** The file is written last. An interrupted start leaves no file, so the next start sets a new password. */
    private static void set(PostgresTools tools, Path data, Path rules, Path file) throws IOException {
        boolean unused = Files.deleteIfExists(file);
        String password = fresh();
        tools.runWithInput(
                "ALTER ROLE postgres PASSWORD '" + password + "'\n",
                "postgres",
                "--single",
                "-D",
                data.toString(),
                "-c",
                "exit_on_error=on",
                "-c",
                "password_encryption=scram-sha-256",
                "postgres");
        write(rules, RULES);
        write(file, password + "\n");
    }

    private static String fresh() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void write(Path file, String text) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        if (Files.exists(whole)) {
            Files.delete(whole);
        }
        Path made = Files.createFile(whole, PosixFilePermissions.asFileAttribute(MODE));
        Path unused = Files.move(Files.writeString(made, text), file, StandardCopyOption.ATOMIC_MOVE);
    }
}
