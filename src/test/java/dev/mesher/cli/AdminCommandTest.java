package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code user}, {@code project} and {@code key}. */
final class AdminCommandTest {
    private final String uri = TestPostgres.migratedDatabase();
    private final Map<String, String> environment = Map.of("DATABASE_URL", uri);
    private final Vertx vertx = Vertx.vertx();
    private TestDatabase database;

    @TempDir
    private Path directory;

    @BeforeEach
    void connect() {
        database = new TestDatabase(vertx, uri);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void theFirstUserOwnsAndLeavesTheMark() {
        assertThat(database.number("SELECT count(*) FROM first_account")).isZero();

        Shell first = user("correct horse\n", "--email", "ada@a.example", "--name", "Ada");
        Shell second = user("correct horse\r\n", "--email", "bob@a.example");
        Shell third = user("correct horse\n", "--email", "cy@a.example", "--operator");

        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .singleElement()
                .asString()
                .matches("user [0-9a-f-]{36} is owner of default, and an operator");
        assertThat(second.out()).singleElement().asString().endsWith("is member of default");
        assertThat(third.out()).singleElement().asString().endsWith("is member of default, and an operator");
        assertThat(database.number("SELECT count(*) FROM first_account")).isEqualTo(1);
        assertThat(
                        database.number(
                                "SELECT count(*) FROM users"
                                        + " WHERE password_hash LIKE '$2a$10$%' AND crypt('correct horse', password_hash) = password_hash"))
                .isEqualTo(3);
        assertThat(database.number("SELECT count(*) FROM users WHERE operator")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada | correct horse | default | 1 | e-mail",
                "ada@a.example | short | default | 1 | at least 10",
                "ada@a.example | 0123456789012345678901234567890123456789012345678901234567890123456789012 | default | 1 | 72 bytes",
                "ada@a.example | correct horse | nowhere | 1 | organization nowhere not found",
            })
    void aUserThatIsRefusedIsNotThere(String email, String password, String organization, int exitCode, String words) {
        Shell shell = user(password + "\n", "--email", email, "--org", organization);

        assertThat(shell.exitCode()).isEqualTo(exitCode);
        assertThat(shell.err()).singleElement().asString().contains(words).doesNotContain(password);
        assertThat(database.number("SELECT count(*) FROM users")).isZero();
        assertThat(database.number("SELECT count(*) FROM first_account")).isZero();
    }

    @Test
    void anAddressIsTakenOnce() {
        assertThat(user("correct horse\n", "--email", "ada@a.example").exitCode())
                .isZero();

        assertThat(user("correct horse\n", "--email", "ADA@a.example").err())
                .containsExactly("an account with the e-mail address exists already");
    }

    @Test
    void wrongUsage() {
        assertThat(user("").exitCode()).isEqualTo(2);
        assertThat(user("correct horse\n", "--email", "a@b", "--role", "king").exitCode())
                .isEqualTo(2);
        assertThat(user("", "--email", "a@b").err()).containsExactly("stdin contains no password");
        assertThat(Shell.run(new UserCommand()).exitCode()).isEqualTo(2);
        assertThat(Shell.run(new KeyRevokeCommand(environment, directory)).exitCode())
                .isEqualTo(2);
        assertThat(Shell.run(new ProjectCreateCommand(environment, directory)).exitCode())
                .isEqualTo(2);
    }

    @Test
    void aProjectAndItsKeys() {
        Shell project = Shell.run(new ProjectCreateCommand(environment, directory), "--name", "Web shop");
        Shell again = Shell.run(new ProjectCreateCommand(environment, directory), "--name", "Web shop");
        Shell key = Shell.run(new KeyCreateCommand(environment, directory), "--project", "web-shop");
        Shell revoke = Shell.run(
                new KeyRevokeCommand(environment, directory), key.out().get(0));

        assertThat(project.exitCode()).as(project.err().toString()).isZero();
        assertThat(project.out()).contains("project web-shop").anyMatch(line -> line.startsWith("key     mshr_"));
        String publicKey = project.out().get(3).substring("key     ".length());
        assertThat(project.out())
                .contains("dsn     http://" + publicKey + "@localhost:8080/"
                        + project.out().get(2).substring("number  ".length()));
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).containsExactly("the organization has a project web-shop already");
        assertThat(key.out()).singleElement().asString().startsWith("mshr_");
        assertThat(revoke.exitCode()).isZero();
        assertThat(database.number(
                        "SELECT count(*) FROM api_keys WHERE key_value = $1 AND revoked_at IS NOT NULL",
                        key.out().get(0)))
                .isEqualTo(1);
        assertThat(Shell.run(new KeyRevokeCommand(environment, directory), "mshr_nothing")
                        .err())
                .containsExactly("key not found");
        assertThat(Shell.run(new KeyCreateCommand(environment, directory), "--project", "nowhere")
                        .err())
                .containsExactly("project not found");
    }

    @Test
    void aSchemaThatIsBehindIsNamed() {
        Shell shell = Shell.run(new KeyCreateCommand(Map.of("DATABASE_URL", TestPostgres.emptyDatabase()), directory));

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.err()).singleElement().asString().contains("run bin/mesher migrate up");
    }

    private Shell user(String stdin, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "--password-stdin";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Shell.run(
                new UserCreateCommand(
                        environment, directory, new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8))),
                all);
    }
}
