package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.ClientProject;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.Terminal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The open list of issues follows what arrives. */
@InBrowser
final class LiveListIT {
    /** How soon is printed: on a busy machine it says more of the machine than of the list. */
    @Test
    void anEventAppearsInTheOpenList(Visitors visitors, SharedNode node, ClientProject project) {
        event(project, "the list is not empty");
        Visitor visitor = visitors.at(node.port());
        visitor.open("/p/" + project.number() + "/issues");
        assertThat(visitor.row("the list is not empty")).isVisible();
        visitor.awaitLive();

        List<Duration> delays = new ArrayList<>();
        for (String each : List.of("first", "second", "third", "fourth", "fifth")) {
            event(project, "the " + each + " event");
            long acknowledged = System.nanoTime();
            assertThat(visitor.row("the " + each + " event")).isVisible();
            delays.add(Duration.ofNanos(System.nanoTime() - acknowledged));
        }

        Terminal.print("from an event's acknowledgement until the list shows it: "
                + delays.stream().map(Duration::toMillis).toList() + " ms");
    }

    private static void event(ClientProject project, String message) {
        JsonObject event = new JsonObject().put("message", message).put("level", "error");
        assertThat(project.post(EventClient.EVENTS, event.encode()).status()).isEqualTo(202);
    }
}
