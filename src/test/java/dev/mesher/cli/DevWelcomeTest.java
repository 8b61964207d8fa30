package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Environment;
import dev.mesher.config.LocalMachine;
import dev.mesher.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DevWelcomeTest {
    @Test
    void namesTheFileOfThePasswordAndNotThePassword() throws Exception {
        Settings settings = Environment.of(Map.of("DATABASE_URL", "postgres://postgres:hush@127.0.0.1:18182/postgres"))
                .settings(new LocalMachine());

        DevWelcome welcome = new DevWelcome(
                settings,
                "postgres://postgres@127.0.0.1:18182/postgres",
                Path.of("/data/postgres.password"),
                Optional.of("0123-4567"),
                Optional.empty());

        assertThat(welcome.lines().get(2))
                .as("the page comes first")
                .isEqualTo("  Dashboard   http://127.0.0.1:" + settings.server().httpPort() + "/");
        assertThat(welcome.lines())
                .contains(
                        "  PostgreSQL  postgres://postgres@127.0.0.1:18182/postgres",
                        "              password in /data/postgres.password",
                        "  First account code  0123-4567")
                .noneMatch(line -> line.contains("hush"));
    }
}
