package dev.mesher.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.NodeJar;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A running node whose projects may each send so few events that a test can reach the limit. */
final class SdkNode implements AutoCloseable {
    /** More than a program reports. */
    private static final int LIMIT = 20;

    private static final AtomicInteger PROJECTS = new AtomicInteger();

    private final Path directory;
    private final NodeJar node;
    private final EventClient client;

    SdkNode(Path directory) {
        this.directory = directory;
        node = new NodeJar(
                TestPostgres.migratedDatabase(),
                directory,
                Map.of(
                        "MESHER_RATE_LIMIT_WINDOW_SECONDS",
                        "86400",
                        "MESHER_RATE_LIMIT_MAX_EVENTS",
                        Integer.toString(LIMIT)));
        client = node.client();
    }

    /** A new project, whose DSN the node takes already. */
    SdkProject project() {
        String name = "shop-" + PROJECTS.incrementAndGet();
        Answer created = client.post(
                "/api/v1/orgs/default/projects",
                new JsonObject().put("name", name).encode());
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        SdkProject project = new SdkProject(client, node.port(), created.json());
        await().until(() ->
                project.post("/api/" + project.number() + "/envelope/", "{}").status() == 200);
        return project;
    }

    /** A new project that may send only {@code left} events today. */
    SdkProject projectWithRoomFor(int left) {
        SdkProject project = project();
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
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
