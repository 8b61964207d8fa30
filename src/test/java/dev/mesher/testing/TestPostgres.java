package dev.mesher.testing;

import dev.mesher.db.Migrations;
import dev.mesher.db.PostgresUri;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL a JVM; each caller gets a database of its own, copied from a migrated template. */
public final class TestPostgres {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();
    }

    private TestPostgres() {}

    /** The URI of a new database with the whole schema and the seed data. */
    public static String migratedDatabase() {
        return create("TEMPLATE migrated");
    }

    /** The URI of a new, empty database. */
    public static String emptyDatabase() {
        return create("");
    }

    private static String create(String template) {
        String name = "test" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name + " " + template);
        return uri(Holder.SERVER, name);
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    // Only a machine that stops would lose what was not synced, and no test stops it.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .start();
            execute(server, "CREATE DATABASE migrated");
            int applied = new Migrations(new PostgresUri(uri(server, "migrated"))).up();
            if (applied == 0) {
                throw new IllegalStateException("no change set was applied");
            }
            return server;
        } catch (Exception failed) {
            throw new IllegalStateException("embedded PostgreSQL did not start", failed);
        }
    }

    private static String uri(EmbeddedPostgres server, String database) {
        return "postgres://postgres@localhost:" + server.getPort() + "/" + database;
    }

    private static void execute(String sql) {
        execute(Holder.SERVER, sql);
    }

    private static void execute(EmbeddedPostgres server, String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }
}
