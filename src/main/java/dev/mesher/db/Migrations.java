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
 * The schema's change sets. Blocks: for the start of a process and for the command line, never for an event loop.
 *
 * <p>Processes take turns by an advisory lock, which PostgreSQL releases when its holder dies. Liquibase's own lock is
 * a row that a killed process leaves behind. So that row is cleared first, while our lock is held.
 */
public final class Migrations {
    private static final String CHANGELOG = "db/changelog.yaml";
    private static final int OLDEST_POSTGRES = 15;

    /**
     * The author of every change set of Mesher. Change sets of others belong to an application that shares the
     * database.
     */
    private static final String AUTHOR = "mesher";

    /** A strong reference, since a logger that is garbage-collected loses its level. */
    private static final Logger LIQUIBASE_LOG = Logger.getLogger("liquibase");

    static {
        // By default Liquibase reports its use to its makers.
        System.setProperty("liquibase.analytics.enabled", "false");
        LIQUIBASE_LOG.setLevel(Level.WARNING);
    }

    private final PostgresUri uri;

    public Migrations(PostgresUri uri) {
        this.uri = uri;
    }

    /**
     * A change set, and whether it is applied.
     *
     * @param appliedAt empty while it is pending
     */
    public record ChangeSet(String id, Optional<Date> appliedAt) {}

    /**
     * All change sets, in the order in which they apply. It applies none. Liquibase creates its own tables if the
     * database has none yet.
     *
     * @throws UnknownSchemaException when the database cannot be migrated to this schema
     */
    public List<ChangeSet> status() throws SQLException, LiquibaseException {
        return with(Migrations::statuses);
    }

    /**
     * Applies the pending change sets, and returns how many there were. Waits while another process migrates.
     *
     * @throws UnknownSchemaException when the database cannot be migrated to this schema; nothing was changed
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

    /**
     * Called only when change sets are pending. A newer version's schema has unknown change sets too, but then none of
     * ours is pending.
     */
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

    /** Liquibase writes its messages to its log instead of the console. */
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
