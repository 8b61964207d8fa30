package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.Terminal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Open lists follow what arrives. */
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

    @Test
    void newerEventsOfAnIssueAreOffered(Visitors visitors, SharedNode node, ClientProject project) {
        JsonObject old = Sent.message("the table is open").put("release", "1.0");
        String issue = Sent.events(project, List.of(old)).get(0).issue();
        Visitor visitor = visitors.at(node.port());
        visitor.live("/p/" + project.number() + "/issues/" + issue + "/events?q=release:1.0");
        Locator rows = visitor.page().locator("tbody tr");
        assertThat(rows).hasCount(1);

        Sent.events(project, List.of(old, old.copy().put("release", "1.1"), old));
        Locator offer = visitor.button("2 new events");
        assertThat(offer).isVisible();
        assertThat(rows).hasCount(1);

        visitor.page().keyboard().press(".");
        assertThat(rows).hasCount(3);
        assertThat(offer).hasCount(0);
    }

    /** The stream tells of the events that it comes with, but not of feedback alone. */
    @Test
    void newerFeedbackIsOffered(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        Page page = visitor.page();
        feedback(project, "I like apples");
        visitor.live("/p/" + project.number() + "/feedback");
        Locator list = page.locator(".feedback > li");
        assertThat(list.first()).containsText("apples");
        feedback(project, "I like pears");
        Sent.messages(project, "stirs the stream");
        visitor.button("1 new message").click();
        assertThat(list.first()).containsText("pears");

        page.routeWebSocket("**/stream", silent -> {});
        page.clock().install();
        var unused = page.reload();
        assertThat(list.first()).containsText("pears");
        feedback(project, "I like plums");
        page.clock().fastForward(31_000);
        assertThat(visitor.button("1 new message")).isVisible();
    }

    private static void feedback(ClientProject project, String words) {
        Sent.envelope(
                project, Envelopes.of(new JsonObject()).item("user_report", new JsonObject().put("comments", words)));
    }

    private static void event(ClientProject project, String message) {
        JsonObject event = new JsonObject().put("message", message).put("level", "error");
        assertThat(project.post(EventClient.EVENTS, event.encode()).status()).isEqualTo(202);
    }
}
