package dev.mesher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentFileTest {
    @TempDir
    private Path directory;

    @Test
    void aMissingFileIsFine() throws Exception {
        assertThat(load(Map.of("DATABASE_URL", "postgres://real/db")).database().uri())
                .isEqualTo("postgres://real/db");
    }

    @Test
    void realVariablesWin() throws Exception {
        write("# local\nDATABASE_URL=\"postgres://file/db\"\n\nPORT=9000 # http\n");

        Settings settings = load(Map.of("DATABASE_URL", "postgres://real/db")).settings(new FakeMachine());

        assertThat(settings.database().uri()).isEqualTo("postgres://real/db");
        assertThat(settings.server().httpPort()).isEqualTo(9000);
    }

    @Test
    void aBlankRealVariableTakesBackTheFile() throws Exception {
        write("DATABASE_URL=postgres://file/db\nPORT=9000\n");

        assertThat(load(Map.of("PORT", "")).settings(new FakeMachine()).server().httpPort())
                .isEqualTo(8080);
    }

    @Test
    void variablesOfTheProcessAreNotMistakenForTheFile() throws Exception {
        write("PORT=9000\n");

        assertThat(load(Map.of()).warnings()).isEmpty();
        assertThat(catchThrowableOfType(
                                InvalidConfiguration.class, () -> load(Map.of()).database())
                        .problems())
                .containsExactly("Missing required environment variable DATABASE_URL");
    }

    @Test
    void aMalformedLineIsNotRepeated() throws Exception {
        write("MESH_CLUSTER_COOKIE: hush\n");

        assertThat(catchThrowableOfType(InvalidConfiguration.class, () -> load(Map.of()))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("Invalid .env:")
                .doesNotContain("hush");
    }

    @Test
    void exampleIsValidAndComplete() throws Exception {
        Files.copy(Path.of(".env.example"), directory.resolve(".env"));
        String example = Files.readString(Path.of(".env.example"));

        Environment environment = load(Map.of());

        assertThat(environment.warnings()).isEmpty();
        assertThat(environment
                        .settings(new FakeMachine())
                        .cluster()
                        .orElseThrow()
                        .nodeName())
                .hasToString("mesher@127.0.0.1:4370");
        for (Variable variable : Variable.values()) {
            assertThat(example).containsPattern("(?m)^" + variable + "=");
        }
    }

    private Environment load(Map<String, String> process) throws InvalidConfiguration {
        return Environment.load(process, directory);
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve(".env"), text);
    }
}
