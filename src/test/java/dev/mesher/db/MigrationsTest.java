package dev.mesher.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class MigrationsTest {
    private static final String APPLIED = "SELECT count(*) FROM databasechangelog";

    /** A change set, by the author $1, that this version does not know. */
    private static final String UNKNOWN =
            """
            INSERT INTO databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)
            VALUES ('unknown', $1, 'unknown.sql', now(), 1000, 'EXECUTED')""";

    @Test
    void upIsIdempotent() throws Exception {
        Migrations migrations = new Migrations(new PostgresUri(TestPostgres.emptyDatabase()));

        assertThat(migrations.status()).isNotEmpty().allSatisfy(set -> assertThat(set.appliedAt())
                .isEmpty());
        assertThat(migrations.up()).isEqualTo(migrations.status().size());
        assertThat(migrations.status())
                .allSatisfy(set -> assertThat(set.appliedAt()).isPresent());
        assertThat(migrations.up()).isZero();
    }

    @Test
    void severalNodesMigrateAtOnce() {
        String uri = TestPostgres.emptyDatabase();

        int applied =
                IntStream.range(0, 3).mapToObj(node -> CompletableFuture.supplyAsync(() -> up(uri))).toList().stream()
                        .mapToInt(CompletableFuture::join)
                        .max()
                        .orElseThrow();

        assertThat(applied).isPositive();
        assertThat(up(uri)).isZero();
    }

    /** What the pending change set needs is there: only the check keeps it from being applied. */
    @Test
    void theSchemaOfAnotherVersionIsLeftAsItIs(Vertx vertx) {
        String uri = TestPostgres.migratedDatabase();
        Migrations migrations = new Migrations(new PostgresUri(uri));
        try (TestDatabase database = new TestDatabase(vertx, uri)) {
            database.sql("UPDATE databasechangelog SET id = '005-seed' WHERE id = 'seed'");
            long applied = database.number(APPLIED);

            assertThatThrownBy(migrations::up)
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("change set 005-seed)");
            assertThatThrownBy(migrations::status).isInstanceOf(UnknownSchemaException.class);
            assertThat(database.number(APPLIED)).isEqualTo(applied);
        }
    }

    @Test
    void theSchemaOfANewerVersionWillDo(Vertx vertx) throws Exception {
        String uri = TestPostgres.migratedDatabase();
        Migrations migrations = new Migrations(new PostgresUri(uri));
        try (TestDatabase database = new TestDatabase(vertx, uri)) {
            database.sql(UNKNOWN, "mesher");
        }

        assertThat(migrations.up()).isZero();
        assertThat(migrations.status())
                .allSatisfy(set -> assertThat(set.appliedAt()).isPresent());
    }

    @Test
    void anotherApplicationMayShareTheDatabase(Vertx vertx) {
        String uri = TestPostgres.migratedDatabase();
        try (TestDatabase database = new TestDatabase(vertx, uri)) {
            database.sql(UNKNOWN, "another");
            database.sql("DELETE FROM databasechangelog WHERE id = 'seed'");
        }

        assertThat(up(uri)).isOne();
    }

    private static int up(String uri) {
        try {
            return new Migrations(new PostgresUri(uri)).up();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
