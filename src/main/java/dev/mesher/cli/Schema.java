package dev.mesher.cli;

import dev.mesher.config.Settings.DatabaseSettings;
import dev.mesher.db.Migrations;
import dev.mesher.db.Migrations.ChangeSet;
import dev.mesher.db.PostgresUri;
import dev.mesher.db.UnknownSchemaException;
import java.sql.SQLException;
import java.util.List;
import liquibase.exception.LiquibaseException;

/** The schema for commands. Blocks, and reports every failure as one line. */
final class Schema {
    private final PostgresUri uri;
    private final Migrations migrations;

    Schema(DatabaseSettings database) {
        this.uri = DatabaseUrl.uri(database);
        this.migrations = new Migrations(uri);
    }

    List<ChangeSet> status() {
        return reach(migrations::status);
    }

    /** Applies the pending change sets. Returns how many there were. */
    int up() {
        return reach(migrations::up);
    }

    /** Checks that PostgreSQL answers, is new enough, and has the whole schema. */
    void requireCurrent() {
        long pending =
                status().stream().filter(set -> set.appliedAt().isEmpty()).count();
        if (pending > 0) {
            throw new CommandFailed(
                    "The schema of " + uri + " is behind by " + pending + " change sets: run bin/mesher migrate up");
        }
    }

    private <T> T reach(Work<T> work) {
        try {
            return work.run();
        } catch (UnknownSchemaException unknown) {
            throw new CommandFailed("PostgreSQL at " + uri + ": " + unknown.getMessage()
                    + ": run bin/mesher migrate up on a new database (with dev: take another --data-dir)");
        } catch (SQLException | LiquibaseException failed) {
            throw CommandFailed.of("PostgreSQL at " + uri + " (DATABASE_URL)", failed);
        }
    }

    private interface Work<T> {
        T run() throws SQLException, LiquibaseException;
    }
}
