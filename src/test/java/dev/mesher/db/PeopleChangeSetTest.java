package dev.mesher.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the change set {@code people} makes of a database that has accounts already. */
@ExtendWith(VertxExtension.class)
final class PeopleChangeSetTest {
    /** Takes the change set back. */
    private static final String[] BEFORE = {
        "ALTER TABLE users DROP COLUMN operator",
        "ALTER TABLE sessions DROP COLUMN id",
        "ALTER TABLE sessions DROP COLUMN network",
        "ALTER TABLE projects DROP COLUMN deleted_at",
        "DROP TABLE first_account_codes, invitations",
        "DELETE FROM databasechangelog WHERE id = 'people'",
    };

    @Test
    void theLongestStandingOwnerOfTheFirstOrganisationBecomesTheOperator(Vertx vertx) throws Exception {
        String uri = TestPostgres.migratedDatabase();
        try (TestDatabase database = new TestDatabase(vertx, uri)) {
            for (String sql : BEFORE) {
                database.sql(sql);
            }
            database.sql("INSERT INTO organizations (name, slug) VALUES ('Other', 'other')");
            member(database, "stranger", "other", "owner", 9);
            member(database, "member", "default", "member", 8);
            member(database, "old", "default", "owner", 7);
            member(database, "young", "default", "owner", 6);
            database.sql("INSERT INTO sessions (token, user_id, expires_at) SELECT email, id, now() FROM users");

            assertThat(new Migrations(new PostgresUri(uri)).up()).isEqualTo(1);

            assertThat(database.number("SELECT count(*) FROM users WHERE operator"))
                    .isEqualTo(1);
            assertThat(database.number("SELECT count(*) FROM users WHERE operator AND email = 'old'"))
                    .isEqualTo(1);
            assertThat(database.number("SELECT count(DISTINCT id) FROM sessions"))
                    .isEqualTo(4);
        }
    }

    private static void member(TestDatabase database, String email, String organization, String role, int daysAgo) {
        database.sql("INSERT INTO users (email, password_hash) VALUES ($1, '')", email);
        database.sql(
                "INSERT INTO org_memberships (user_id, org_id, role, joined_at)"
                        + " SELECT u.id, o.id, $3, now() - $4 * interval '1 day' FROM users u, organizations o"
                        + " WHERE u.email = $1 AND o.slug = $2",
                email,
                organization,
                role,
                daysAgo);
    }
}
