package dev.mesher.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** What clients send to a project. It is stored when a method returns. */
final class Sent {
    private Sent() {}

    /** The ids of an event and of its issue. */
    record Stored(String event, String issue) {}

    /** An event with nothing but a message. Each message is an issue of its own. */
    static JsonObject message(String message) {
        return new JsonObject().put("message", message).put("level", "error");
    }

    /** Events with nothing but a message, the oldest first. */
    @CanIgnoreReturnValue
    static List<Stored> messages(ClientProject project, String... messages) {
        return events(project, Stream.of(messages).map(Sent::message).toList());
    }

    /** Events in Mesher's format, the oldest first. */
    @CanIgnoreReturnValue
    static List<Stored> events(ClientProject project, List<JsonObject> events) {
        Answer answer = project.post(EventClient.BULK, new JsonArray(events).encode());
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().getJsonArray("results").stream()
                .map(JsonObject.class::cast)
                .map(each -> new Stored(each.getString("id"), each.getString("issue_id")))
                .toList();
    }

    /** What a Sentry client sends. */
    static void envelope(ClientProject project, Envelopes envelope) {
        Answer answer = project.post("/api/" + project.number() + "/envelope/", envelope.bytes());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
