package dev.mesher.db;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.changelog.ChangeSetStatus;
import liquibase.changelog.RanChangeSet;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * The schema's change sets. Blocking: for the start of a process and for the shell, never on an event loop.
 *
 * <p>Processes take turns by an advisory lock, which PostgreSQL gives back when its holder dies. Liquibase's own lock is
 * a row that a killed process leaves behind, so it is cleared first: whoever holds ours is alone.
 */
public final class Migrations {
    private static final String CHANGELOG = "db/changelog.yaml";
    private static final int OLDEST_POSTGRES = 15;

    /** Of every change set. Others are of an application that shares the database. */
    private static final String AUTHOR = "mesher";

    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger LIQUIBASE_LOG = Logger.getLogger("liquibase");

    static {
        // Liquibase reports its use to its makers unless told not to.
        System.setProperty("liquibase.analytics.enabled", "false");
        LIQUIBASE_LOG.setLevel(Level.WARNING);
    }

    private final PostgresUri uri;

    public Migrations(PostgresUri uri) {
        this.uri = uri;
    }

    /**
     * A change set and whether the database has it.
     *
     * @param appliedAt empty while it is pending
     */
    public record ChangeSet(String id, Optional<Date> appliedAt) {}

    /**
     * All change sets, in the order in which they apply. Applies none. Liquibase makes its own table of the applied ones
     * if the database has none yet.
     *
     * @throws UnknownSchemaException when the database cannot be brought to this schema
     */
    public List<ChangeSet> status() throws SQLException, LiquibaseException {
        return with(Migrations::statuses);
    }

    /**
     * Applies what is pending; waits for another process that is doing the same. Returns how many were applied.
     *
     * @throws UnknownSchemaException when the database cannot be brought to this schema; nothing was changed
     */
    public int up() throws SQLException, LiquibaseException {
        return with(liquibase -> {
            int pending = (int) statuses(liquibase).stream()
                    .filter(set -> set.appliedAt().isEmpty())
                    .count();
            if (pending > 0) {
                liquibase.forceReleaseLocks();
                liquibase.update(new Contexts(), new LabelExpression());
            }
            return pending;
        });
    }

    private static List<ChangeSet> statuses(Liquibase liquibase) throws LiquibaseException {
        List<ChangeSet> sets = liquibase.getChangeSetStatuses(new Contexts(), new LabelExpression(), false).stream()
                .map(Migrations::changeSet)
                .toList();
        if (sets.stream().anyMatch(set -> set.appliedAt().isEmpty())) {
            requireNoUnknown(liquibase);
        }
        return sets;
    }

    /** A newer version's schema has unknown change sets too, but lacks none of ours: it is never asked. */
    private static void requireNoUnknown(Liquibase liquibase) throws LiquibaseException {
        List<String> unknown = liquibase.listUnexpectedChangeSets(new Contexts(), new LabelExpression()).stream()
                .filter(set -> AUTHOR.equals(set.getAuthor()))
                .map(RanChangeSet::getId)
                .toList();
        if (!unknown.isEmpty()) {
            throw new UnknownSchemaException(unknown);
        }
    }

    private static ChangeSet changeSet(ChangeSetStatus status) {
        return new ChangeSet(
                status.getChangeSet().getId(),
                status.getPreviouslyRan() ? Optional.of(status.getDateLastExecuted()) : Optional.empty());
    }

    /** Liquibase tells its story to its log rather than to the shell. */
    private <T> T with(Work<T> work) throws SQLException, LiquibaseException {
        try {
            return Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> connected(work));
        } catch (SQLException | LiquibaseException | RuntimeException failed) {
            throw failed;
        } catch (Exception checked) {
            throw new LiquibaseException(checked);
        }
    }

    private <T> T connected(Work<T> work) throws SQLException, LiquibaseException {
        try (Connection connection = connect();
                Liquibase liquibase = new Liquibase(
                        CHANGELOG,
                        new ClassLoaderResourceAccessor(Migrations.class.getClassLoader()),
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
            takeTurn(connection);
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            return work.with(liquibase);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(uri.jdbcUrl(), uri.jdbcProperties());
        DatabaseMetaData server = connection.getMetaData();
        if (server.getDatabaseMajorVersion() < OLDEST_POSTGRES) {
            connection.close();
            throw new SQLException("PostgreSQL " + OLDEST_POSTGRES + " or newer is needed, this is "
                    + server.getDatabaseProductVersion());
        }
        return connection;
    }

    private static void takeTurn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("SELECT pg_advisory_lock(hashtext('mesher.migrations'))");
        }
    }

    private interface Work<T> {
        T with(Liquibase liquibase) throws LiquibaseException;
    }
}
