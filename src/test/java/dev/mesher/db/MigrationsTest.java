package dev.mesher.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.TestPostgres;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
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

    private static int up(String uri) {
        try {
            return new Migrations(new PostgresUri(uri)).up();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
