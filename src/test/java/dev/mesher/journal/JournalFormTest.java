package dev.mesher.journal;

import static dev.mesher.testing.RecordedForm.assertUnchanged;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of the journal's file, against recorded ones. */
final class JournalFormTest {
    @Test
    void tables(@TempDir Path directory) throws SQLException {
        Path file = directory.resolve("journal.db");
        JournalFile.open(file, 1 << 20).close();

        StringBuilder schema = new StringBuilder();
        int version;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            try (ResultSet made = statement.executeQuery(
                    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY name")) {
                while (made.next()) {
                    schema.append(made.getString(1)).append(";\n");
                }
            }
            try (ResultSet pragma = statement.executeQuery("PRAGMA user_version")) {
                version = pragma.getInt(1);
            }
        }

        assertUnchanged("journal-file", version, schema.toString().getBytes(StandardCharsets.UTF_8));
    }
}
