package dev.mesher.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.testing.EventClient.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One project of a node: what a client is told of it, and what arrived in it. */
public final class ClientProject {
    private final EventClient client;
    private final int port;
    private final JsonObject project;

    private ClientProject(EventClient client, int port, JsonObject project) {
        this.client = client;
        this.port = port;
        this.project = project;
    }

    /**
     * A new project of the first organisation, whose DSN the node takes already.
     *
     * @param headers names and values in turn; a node with accounts needs one that says who asks
     */
    public static ClientProject make(int port, String name, String... headers) {
        EventClient client = new EventClient(port);
        Answer created = client.post(
                "/api/v1/orgs/default/projects",
                new JsonObject().put("name", name).encode(),
                headers);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        ClientProject project = new ClientProject(client, port, created.json());
        await().until(() ->
                project.post("/api/" + project.number() + "/envelope/", "{}").status() == 200);
        return project;
    }

    public String dsn() {
        return project.getString("dsn");
    }

    public String key() {
        return URI.create(dsn()).getUserInfo();
    }

    public long number() {
        return project.getLong("number");
    }

    /** With the project's key. */
    @CanIgnoreReturnValue
    public Answer get(String path) {
        return client.get(path);
    }

    public Answer post(String path, String body) {
        return client.post(path, body, "x-sentry-auth", key());
    }

    /** With the project's key. */
    @CanIgnoreReturnValue
    public Answer post(String path, byte[] body) {
        return client.post(path, body, "x-sentry-auth", key());
    }

    public JsonObject event(String id) {
        Answer answer = client.get("/api/v1/events/" + id);
        assertThat(answer.status()).as("event " + id + ": " + answer.body()).isEqualTo(200);
        JsonObject event = answer.json().getJsonObject("event");
        assertThat(event.getString("project_id")).isEqualTo(project.getString("id"));
        return event;
    }

    public List<JsonObject> attachments(String event) {
        return new JsonArray(
                        client.get("/api/v1/events/" + event + "/attachments").body())
                .stream().map(JsonObject.class::cast).toList();
    }

    public byte[] bytes(JsonObject attachment) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/attachments/" + attachment.getString("id"));
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** What came in besides events, by category. */
    public Map<String, Long> items() {
        return new JsonArray(
                        client.get("/api/v1/projects/" + number() + "/items").body())
                .stream()
                        .map(JsonObject.class::cast)
                        .collect(Collectors.toMap(
                                item -> item.getString("category"), item -> item.getLong("count"), Long::sum));
    }

    /** How many are stored. */
    public int events() {
        return client.get("/api/v1/projects/" + number() + "/storage").json().getInteger("event_count");
    }
}
