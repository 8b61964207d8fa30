package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.mesher.testing.ClientProject;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables of events: those of an issue, those that a search finds, and those of a session. */
@InBrowser
final class EventsPageIT {
    private static List<Sent.Stored> stored = List.of();

    @BeforeAll
    static void send(ClientProject project) {
        stored = Sent.events(
                project,
                List.of(
                        event("the disk is full", "error", "1.0", "eu"),
                        event("the disk is full", "error", "1.1", "us"),
                        event("the disk is slow", "warning", "1.1", "eu"),
                        event("the net is down", "warning", "1.1", "us")));
    }

    @Test
    void anIssuesEventsAreFiltered(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        visitor.open("/p/" + project.number() + "/issues/" + stored.get(0).issue());
        visitor.page().getByText("All events").click();
        assertThat(rows(visitor)).hasCount(2);

        search(visitor, "release:1.1");
        assertThat(rows(visitor)).hasCount(1);
        assertThat(visitor.page()).hasURL(Pattern.compile("/events\\?q=release%3A1.1$"));

        rows(visitor).locator("a").click();
        assertThat(visitor.page())
                .hasURL(Pattern.compile("/events/" + stored.get(1).event()));
        assertThat(visitor.page().locator("h1")).containsText("the disk is full");
    }

    @Test
    void eventsAreFoundByWordsAndTags(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        visitor.open("/p/" + project.number() + "/events");
        assertThat(rows(visitor)).hasCount(4);

        search(visitor, "disk");
        assertThat(rows(visitor)).hasCount(3);
        search(visitor, "disk level:warning");
        assertThat(rows(visitor)).hasCount(1);
        search(visitor, "tag.region:us");
        assertThat(rows(visitor)).hasCount(2);
        search(visitor, "tag.region:us disk");
        assertThat(rows(visitor)).hasCount(1);
        assertThat(rows(visitor)).containsText("the disk is full");

        var unused = visitor.page().reload();
        assertThat(rows(visitor)).hasCount(1);
        search(visitor, "nothing at all");
        assertThat(visitor.page().getByText("No event matches.")).isVisible();
    }

    @Test
    void aSessionIsToldFromItsBeginning(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        visitor.open("/e/" + stored.get(2).event());
        new OpenIssue(visitor).card("This event").getByText("visit of eu").click();

        assertThat(visitor.page().locator("h1")).hasText("Session visit of eu");
        assertThat(rows(visitor)).hasCount(2);
        assertThat(rows(visitor).first()).containsText("the disk is full");
        assertThat(rows(visitor).last()).containsText("the disk is slow");
    }

    @Test
    void shortAddressesLeadToIssuesAndEvents(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        Sent.Stored first = stored.get(0);
        String issue = "/p/" + project.number() + "/issues/" + first.issue();

        visitor.open("/i/" + first.issue());
        assertThat(visitor.page()).hasURL(Pattern.compile(issue + "$"));
        assertThat(visitor.page().locator("h1")).containsText("the disk is full");
        visitor.open("/e/" + first.event());
        assertThat(visitor.page()).hasURL(Pattern.compile(issue + "/events/" + first.event() + "$"));
        assertThat(visitor.page().locator(".which")).hasText("First event");
    }

    private static JsonObject event(String message, String level, String release, String region) {
        return Sent.message(message)
                .put("level", level)
                .put("release", release)
                .put("session_id", "visit of " + region)
                .put("tags", new JsonObject().put("region", region));
    }

    private static void search(Visitor visitor, String text) {
        Locator field = visitor.page().getByRole(AriaRole.SEARCH).getByRole(AriaRole.TEXTBOX);
        field.fill(text);
        field.press("Enter");
    }

    private static Locator rows(Visitor visitor) {
        return visitor.page().locator("tbody tr");
    }
}
