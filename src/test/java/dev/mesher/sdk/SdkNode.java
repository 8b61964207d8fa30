package dev.mesher.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.ClientProject;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.NodeJar;
import dev.mesher.testing.TemporaryDirectory;
import dev.mesher.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A running node whose projects may each send so few events that a test can reach the limit. */
final class SdkNode implements AutoCloseable {
    /** More than a program reports. */
    private static final int LIMIT = 20;

    private static final AtomicInteger PROJECTS = new AtomicInteger();

    private final TemporaryDirectory directory = new TemporaryDirectory();
    private final NodeJar node;
    private final EventClient client;

    SdkNode() {
        node = new NodeJar(
                TestPostgres.migratedDatabase(),
                directory.path(),
                Map.of(
                        "MESHER_RATE_LIMIT_WINDOW_SECONDS",
                        "86400",
                        "MESHER_RATE_LIMIT_MAX_EVENTS",
                        Integer.toString(LIMIT)));
        client = node.client();
    }

    /** A new project, whose DSN the node takes already. */
    ClientProject project() {
        return ClientProject.make(node.port(), "shop-" + PROJECTS.incrementAndGet());
    }

    /** A new project that may send only {@code left} events today. */
    ClientProject projectWithRoomFor(int left) {
        ClientProject project = project();
        String events = IntStream.range(0, LIMIT - left)
                .mapToObj(number -> "{\"message\":\"before\"}")
                .collect(Collectors.joining(",", "[", "]"));
        Answer spent = project.post(EventClient.BULK, events);
        assertThat(spent.json().getInteger("accepted")).as(spent.body()).isEqualTo(LIMIT - left);
        return project;
    }

    /** How many events or requests were refused so far because a limit was reached. */
    long rateLimited() {
        return client.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("mesher_ingest_refused_total{reason=\"rate_limited\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** What no run should have said. */
    List<String> faults() {
        return node.faults();
    }

    @Override
    public void close() {
        node.close();
        directory.close();
    }
}
