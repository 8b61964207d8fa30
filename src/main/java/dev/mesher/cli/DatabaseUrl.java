package dev.mesher.cli;

import dev.mesher.config.Environment;
import dev.mesher.config.InvalidConfiguration;
import dev.mesher.config.Settings.DatabaseSettings;
import dev.mesher.db.PostgresUri;
import java.util.Map;

/** Reads DATABASE_URL, for commands that read nothing else of the environment. */
public final class DatabaseUrl {
    private final Environment environment;

    public DatabaseUrl(Map<String, String> process) {
        this.environment = Environment.of(process);
    }

    /**
     * The URI in DATABASE_URL.
     *
     * @throws CommandFailed when it is unset or invalid
     */
    public PostgresUri uri() {
        try {
            return uri(environment.database());
        } catch (InvalidConfiguration invalid) {
            throw new CommandFailed(String.join("; ", invalid.problems()));
        }
    }

    static PostgresUri uri(DatabaseSettings database) {
        try {
            return new PostgresUri(database.uri());
        } catch (IllegalArgumentException invalid) {
            throw new CommandFailed("Invalid DATABASE_URL: " + invalid.getMessage());
        }
    }
}
