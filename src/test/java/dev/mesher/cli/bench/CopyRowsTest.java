package dev.mesher.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.cli.load.LoadEvents;
import dev.mesher.cli.load.PayloadSize;
import dev.mesher.db.PostgresUri;
import dev.mesher.payload.Dictionaries;
import dev.mesher.payload.Payload;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

final class CopyRowsTest {
    private final CopyRows rows = CopyRows.prepare(new LoadEvents(PayloadSize.TYPICAL, 30, "bench"), 60);

    @Test
    void rowsArriveAsTheEventsThatTheyWereMadeOf() throws Exception {
        try (CopyTable table = CopyTable.create(new PostgresUri(TestPostgres.migratedDatabase()));
                Connection connection = table.connect()) {
            byte[] batch = rows.batches(0, 1).next();
            long copied = CopyTable.copyManager(connection)
                    .copyIn(CopyTable.copyStatement(), new ByteArrayInputStream(batch));

            assertThat(copied).isEqualTo(CopyRows.BATCH);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT message, exception_type, tags->>'load_run', payload,"
                            + " abs(extract(epoch FROM now() - received_at)) < 60,"
                            + " (SELECT count(DISTINCT id) + count(DISTINCT event_id) FROM mesher_bench_copy)"
                            + " FROM mesher_bench_copy LIMIT 1")) {
                assertRow(row);
            }
        }
    }

    private static void assertRow(ResultSet row) throws SQLException {
        assertThat(row.next()).isTrue();
        JsonObject event = Buffer.buffer(Payload.expand(row.getBytes(4), new Dictionaries()))
                .toJsonObject();
        assertThat(row.getString(1)).isEqualTo(event.getString("message"));
        assertThat(row.getString(2)).isEqualTo(event.getJsonObject("exception").getString("type_name"));
        assertThat(row.getString(3)).isEqualTo("bench");
        assertThat(row.getBoolean(5)).isTrue();
        assertThat(row.getLong(6)).isEqualTo(2L * CopyRows.BATCH);
    }
}
