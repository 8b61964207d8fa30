package dev.mesher.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.ClientProject;
import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.RecordedEvents;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** What clients of several platforms report to a project. */
final class SampleEvents {
    /** The text of the event that tries to be markup. */
    static final String HOSTILE = "<img src=x onerror=alert(1)> is text";

    static final String SESSION = "session-17";

    private static final List<String> ENVELOPES = List.of("java", "javascript", "php", "native", "legacy");
    private static final List<String> RECORDED = List.of("go", "node", "ruby", "browser");

    /** The event that all files of envelopes are about. */
    private static final String ID = "9ec79c33ec9942ab8353589fcb2e04dc";

    private SampleEvents() {}

    /** Stores them all. */
    static void post(ClientProject project) {
        ENVELOPES.forEach(name -> envelope(project, resource("/sentry/" + name + ".envelope")));
        RECORDED.forEach(platform -> {
            JsonObject event = new JsonObject(RecordedEvents.of(platform).get(0)).getJsonObject("event");
            envelope(
                    project,
                    Envelopes.of(UUID.randomUUID()).item("event", event).bytes());
        });
        message(project, HOSTILE);
        message(project, "a word that is longer than any page is wide: " + "x".repeat(300));
    }

    /**
     * Stores an event that has everything that an event may have: causes, variables, breadcrumbs, a request, a file, and
     * feedback.
     *
     * @return the id of the event
     */
    static String checkout(ClientProject project) {
        UUID id = UUID.randomUUID();
        JsonObject event = new JsonObject(new String(resource("/browser/checkout.json"), StandardCharsets.UTF_8))
                .put("event_id", Envelopes.hex(id));
        JsonObject feedback = new JsonObject()
                .put("event_id", Envelopes.hex(id))
                .put("name", "Ann")
                .put("email", "ann@shop.example")
                .put("comments", "I pressed Pay twice.");
        envelope(
                project,
                Envelopes.of(id)
                        .item("event", event)
                        .item("user_report", feedback)
                        .attachment("cart.txt", "3 articles".getBytes(StandardCharsets.UTF_8))
                        .bytes());
        return id.toString();
    }

    static void message(ClientProject project, String message) {
        JsonObject event =
                new JsonObject().put("message", message).put("level", "warning").put("session_id", SESSION);
        assertThat(project.post(EventClient.EVENTS, event.encode()).status()).isEqualTo(202);
    }

    private static void envelope(ClientProject project, byte[] bytes) {
        String path = "/api/" + project.number() + "/envelope/";
        assertThat(project.post(path, bytes).status()).isEqualTo(200);
    }

    /** With another event's id, since an event is stored once. */
    private static byte[] resource(String name) {
        String id = Envelopes.hex(UUID.randomUUID());
        try (InputStream in = SampleEvents.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .replace(ID, id)
                    .replace(dashed(ID), dashed(id))
                    .getBytes(StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String dashed(String id) {
        return id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }
}
