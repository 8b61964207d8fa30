package dev.mesher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mesher.config.Settings.AuthMode;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The node's own variables; those of the cluster are in {@link ClusterEnvironmentTest}. */
final class EnvironmentTest {
    private static final FakeMachine MACHINE = new FakeMachine();

    @Test
    void defaults() throws Exception {
        Settings settings = read(Map.of("DATABASE_URL", "postgres://db/mesher"));

        assertThat(settings.database().uri()).isEqualTo("postgres://db/mesher");
        assertThat(settings.server())
                .isEqualTo(new Settings.ServerSettings("0.0.0.0", 8080, 8081, List.of(), FakeMachine.CONNECTIONS));
        assertThat(settings.rateLimit()).isEqualTo(new Settings.RateLimitSettings(60, 1000));
        assertThat(settings.store())
                .isEqualTo(new Settings.StoreSettings(Path.of(".mesher"), 1L << 30, FakeMachine.HEAP / 8));
        assertThat(settings.stream()).isEqualTo(new Settings.StreamSettings(5_000, FakeMachine.HEAP / 8));
        assertThat(settings.auth()).isEqualTo(AuthMode.AUTO);
        assertThat(settings.cluster()).isEmpty();
    }

    @Test
    void everythingGiven() throws Exception {
        Settings settings = read(Map.of(
                "DATABASE_URL", "postgresql://u:p@db:5433/mesher?sslmode=require",
                "PORT", "9000",
                "MESHER_WS_PORT", "9001",
                "MESHER_HOST", "::1",
                "MESHER_RATE_LIMIT_WINDOW_SECONDS", "5",
                "MESHER_RATE_LIMIT_MAX_EVENTS", " 7 ",
                "MESHER_AUTH", "required",
                "MESHER_TRUSTED_PROXIES", "10.0.0.1, fd00::1",
                "MESHER_JOURNAL_MAX_BYTES", "3000000000",
                "MESHER_INFLIGHT_MAX_BYTES", "11"));
        assertThat(read(Map.of("DATABASE_URL", "postgres://db/mesher", "MESHER_STREAM_MAX_CLIENTS", "9")).stream()
                        .maxClients())
                .isEqualTo(9);
        assertThat(read(Map.of("DATABASE_URL", "postgres://db/mesher", "MESHER_MAX_CONNECTIONS", "13"))
                        .server()
                        .maxConnections())
                .isEqualTo(13);

        assertThat(settings.server())
                .isEqualTo(new Settings.ServerSettings(
                        "::1",
                        9000,
                        9001,
                        List.of(InetAddress.getByName("10.0.0.1"), InetAddress.getByName("fd00::1")),
                        FakeMachine.CONNECTIONS));
        assertThat(settings.rateLimit()).isEqualTo(new Settings.RateLimitSettings(5, 7));
        assertThat(settings.auth()).isEqualTo(AuthMode.REQUIRED);
        assertThat(settings.store().journalMaxBytes()).isEqualTo(3_000_000_000L);
        assertThat(settings.store().inFlightMaxBytes()).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void blankIsUnset(String blank) throws Exception {
        assertThat(problems(Map.of("DATABASE_URL", blank)))
                .containsExactly("Missing required environment variable DATABASE_URL");
        assertThat(read(withDatabase("PORT", blank)).server().httpPort()).isEqualTo(8080);
        assertThat(read(withDatabase("MESH_CLUSTER_COOKIE", blank)).cluster()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PORT",
        "MESHER_WS_PORT",
        "MESHER_RATE_LIMIT_WINDOW_SECONDS",
        "MESHER_RATE_LIMIT_MAX_EVENTS",
        "MESHER_JOURNAL_MAX_BYTES",
        "MESHER_INFLIGHT_MAX_BYTES",
        "MESHER_MAX_CONNECTIONS",
        "MESH_CLUSTER_PORT",
        "MESHER_BUS_PORT"
    })
    void integersArePositive(String variable) {
        for (String bad : List.of("0", "-1", "+5", "1.5", "1e3", "ten", "0x10", "٣", "99999999999999999999")) {
            assertThat(problems(withDatabase(variable, bad)))
                    .as(bad)
                    .containsExactly("Invalid " + variable + ": expected a positive integer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORT", "MESHER_WS_PORT", "MESH_CLUSTER_PORT", "MESHER_BUS_PORT"})
    void portsEndAt65535(String variable) {
        assertThat(problems(withDatabase(variable, "65536")))
                .containsExactly("Invalid " + variable + ": expected a positive integer, at most 65535");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mysql://db/mesher", "db/mesher", "postgres://db", "postgres://db/", "postgres:///mesher", "%"})
    void databaseUrlIsOfPostgres(String bad) {
        assertThat(problems(Map.of("DATABASE_URL", bad)))
                .containsExactly("Invalid DATABASE_URL: expected postgres://user:password@host:port/database");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.1;10.0.0.2", "10.0.0.256", "1:2", "10.0.0.0/8"})
    void trustedProxiesAreAddresses(String bad) {
        assertThat(problems(withDatabase("MESHER_TRUSTED_PROXIES", "10.0.0.1," + bad)))
                .containsExactly(
                        "Invalid MESHER_TRUSTED_PROXIES: expected addresses separated by commas, not \"" + bad + "\"");
    }

    @Test
    void authModeNamesTheValue() {
        assertThat(problems(withDatabase("MESHER_AUTH", "Open")))
                .containsExactly("Invalid MESHER_AUTH: expected auto or open or required, not \"Open\"");
    }

    @Test
    void theLogHasTwoForms() throws Exception {
        assertThat(read(withDatabase("MESHER_LOG", "json")).log()).isEqualTo(Settings.LogFormat.JSON);
        assertThat(problems(withDatabase("MESHER_LOG", "JSON")))
                .containsExactly("Invalid MESHER_LOG: expected text or json, not \"JSON\"");
    }

    @Test
    void portsDiffer() {
        assertThat(problems(withDatabase("PORT", "8081")))
                .containsExactly("Invalid MESHER_WS_PORT: must differ from PORT");
    }

    @Test
    void allProblemsAtOnceInOrder() {
        assertThat(problems(Map.of(
                        "PORT", "x",
                        "MESHER_RATE_LIMIT_MAX_EVENTS", "0",
                        "MESHER_AUTH", "no",
                        "MESH_CLUSTER_COOKIE", "c",
                        "MESH_NODE_NAME", "n",
                        "MESH_CONTINUITY_ROLE", "boss")))
                .containsExactly(
                        "Missing required environment variable DATABASE_URL",
                        "Invalid PORT: expected a positive integer",
                        "Invalid MESHER_RATE_LIMIT_MAX_EVENTS: expected a positive integer",
                        "Invalid MESHER_AUTH: expected auto or open or required, not \"no\"",
                        "Missing required environment variable MESH_DISCOVERY_SEED",
                        "Invalid MESH_NODE_NAME: expected name@host:port",
                        "Invalid MESH_CONTINUITY_ROLE: expected primary or standby, not \"boss\"");
    }

    static Settings read(Map<String, String> variables) throws InvalidConfiguration {
        return Environment.of(variables).settings(MACHINE);
    }

    static List<String> problems(Map<String, String> variables) {
        return catchThrowableOfType(InvalidConfiguration.class, () -> read(variables))
                .problems();
    }

    static Map<String, String> withDatabase(String... variables) {
        Map<String, String> all = new HashMap<>(Map.of("DATABASE_URL", "postgres://db/mesher"));
        for (int i = 0; i < variables.length; i += 2) {
            all.put(variables[i], variables[i + 1]);
        }
        return all;
    }
}
