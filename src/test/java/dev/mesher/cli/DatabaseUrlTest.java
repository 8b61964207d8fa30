package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {
    @Test
    void isReadWithoutTheBlanksAroundIt() {
        assertThat(url(" postgres://u:p@db:5433/mesher ").uri().jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5433/mesher");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void blankIsUnset(String blank) {
        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> url(blank).uri())
                .withMessage("Missing required environment variable DATABASE_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "mysql://u:secret@db/mesher",
                "postgres://u:secret@db",
                "postgres://u:secret@db/m?sslmode=nonsense"
            })
    void whatIsNoneIsRefusedWithoutRepeatingIt(String wrong) {
        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> url(wrong).uri())
                .withMessageStartingWith("Invalid DATABASE_URL: expected postgres://")
                .withMessageNotContaining("secret");
    }

    private static DatabaseUrl url(String value) {
        return new DatabaseUrl(Map.of("DATABASE_URL", value));
    }
}
