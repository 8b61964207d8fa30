package dev.mesher.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.db.Database;
import dev.mesher.db.PostgresUri;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database seen by plain SQL. Blocking. */
public final class TestDatabase implements AutoCloseable {
    private final Database database;

    public TestDatabase(Vertx vertx, String uri) {
        this.database = Database.create(vertx, new PostgresUri(uri));
    }

    public Database database() {
        return database;
    }

    /** The seeded project. */
    public UUID project() {
        return sql("SELECT id FROM projects WHERE number = 1").iterator().next().getUUID(0);
    }

    /** Runs one statement. */
    @CanIgnoreReturnValue
    public RowSet<Row> sql(String statement, @Nullable Object... arguments) {
        return Await.await(database.pool().preparedQuery(statement).execute(Tuple.from(arguments)));
    }

    /** The one number that a query comes to. */
    public long number(String query, Object... arguments) {
        return sql(query, arguments).iterator().next().getLong(0);
    }

    /** Has every event of this message met by {@code statements} (PL/pgSQL) as it is inserted. */
    public void onEvent(String message, String statements) {
        sql("CREATE SEQUENCE IF NOT EXISTS met");
        sql("CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.message = '" + message
                + "' THEN " + statements + " END IF; RETURN NEW; END $$");
        sql("CREATE TRIGGER meet BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION meet()");
    }

    @Override
    public void close() {
        Await.await(database.close());
    }
}
