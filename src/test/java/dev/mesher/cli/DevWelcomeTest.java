package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Environment;
import dev.mesher.config.LocalMachine;
import dev.mesher.config.Settings;
import dev.mesher.sample.SampleProject;
import java.nio.file.Path;
import java.util.List;
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
                .noneMatch(line -> line.contains("hush") || line.contains("sample"));
    }

    @Test
    void tellsOfTheSampleAndHowToRemoveIt() throws Exception {
        assertThat(about(new SampleProject.Sample(7, "mshr_abc", true, 62, 8_998)))
                .contains(
                        "The project sample has 8,998 made-up events in 62 issues",
                        "  Dashboard   http://127.0.0.1:8080/p/7/issues",
                        "  API key     mshr_abc")
                .anyMatch(
                        line -> line.contains("curl -sSf -X POST http://127.0.0.1:8080/api/v1/projects/sample/delete ")
                                && line.endsWith("-d '{\"slug\":\"sample\"}'"));
        assertThat(about(new SampleProject.Sample(7, null, false, 0, 0)))
                .contains("The project sample is there already: nothing was changed", "  API key     none");
    }

    private static List<String> about(SampleProject.Sample sample) throws Exception {
        Settings settings = Environment.of(Map.of("DATABASE_URL", "postgres://postgres@127.0.0.1/postgres"))
                .settings(new LocalMachine());
        return new DevWelcome(settings, "postgres://…", Path.of("/p"), Optional.empty(), Optional.of(sample)).lines();
    }
}
