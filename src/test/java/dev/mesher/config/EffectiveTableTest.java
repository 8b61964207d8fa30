package dev.mesher.config;

import static dev.mesher.config.EnvironmentTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EffectiveTableTest {
    private static final Map<String, String> CLUSTERED = Map.of(
            "DATABASE_URL", "postgres://user:hush@db:5433/mesher?password=hush2",
            "MESH_CLUSTER_COOKIE", "hush3",
            "MESH_DISCOVERY_SEED", "localhost",
            "MESHER_PUBLIC_URL", "https://mesher.example/",
            "MESHER_SMTP_URL", "smtp://mailer:hush4@mail.example",
            "MESHER_MAIL_FROM", "mesher@example.org",
            "MESHER_OUTBOUND_ALLOW", "10.0.0.0/8, fd00::/8");

    @Test
    void everyVariableWithoutSecrets() throws Exception {
        List<String> table = EffectiveTable.of(read(CLUSTERED));

        assertThat(table)
                .contains(
                        "DATABASE_URL=postgres://db:5433/mesher",
                        "PORT=8080",
                        "MESHER_AUTH=auto",
                        "MESH_CLUSTER_COOKIE=[redacted]",
                        "MESH_NODE_NAME=box@127.0.0.1:4370",
                        "MESH_DISCOVERY_SEED=localhost",
                        "MESHER_BUS_PORT=5370",
                        "MESHER_PUBLIC_URL=https://mesher.example",
                        "MESHER_SMTP_URL=smtp://mailer:[redacted]@mail.example:587?starttls=required",
                        "MESHER_MAIL_FROM=mesher@example.org",
                        "MESHER_OUTBOUND_ALLOW=10.0.0.0/8,fd00:0:0:0:0:0:0:0/8",
                        "MESH_CONTINUITY_ROLE=primary");
        assertThat(table.stream().map(row -> row.substring(0, row.indexOf('='))))
                .containsExactlyElementsOf(
                        Arrays.stream(Variable.values()).map(Variable::name).toList());
        assertThat(table.toString()).doesNotContain("hush");
    }

    @Test
    void settingsDoNotPrintSecrets() throws Exception {
        assertThat(read(CLUSTERED).toString()).doesNotContain("hush");
    }

    @Test
    void unknownVariablesAreWarnedOf() {
        assertThat(Environment.of(Map.of(
                                "MESHER_WSPORT", "1",
                                "MESH_CLUSTER_COOKY", "2",
                                "MESHER_JAVA_OPTS", "-Xmx1g",
                                "PROT", "3",
                                "MESHER_AUTH", "auto"))
                        .warnings())
                .containsExactly(
                        "Unknown environment variable MESHER_WSPORT: did you mean MESHER_WS_PORT?",
                        "Unknown environment variable MESH_CLUSTER_COOKY: did you mean MESH_CLUSTER_COOKIE?");
    }
}
