package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.Envelopes;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an issue's page says of an event besides its stack. */
@InBrowser
final class IssuePageIT {
    private static final int TAGS = 60;
    private static final int SHOWN_TAGS = 50;

    @Test
    void breadcrumbsSayHowLongBeforeTheEvent(Visitors visitors, SharedNode node, ClientProject project) {
        OpenIssue issue = OpenIssue.of(visitors, node, project, ShopEvents.failedPayment());

        Locator crumbs = issue.card("What came before").locator("li");
        assertThat(crumbs).hasCount(2);
        assertThat(crumbs.first().locator(".when")).hasText("−14.2 s");
        assertThat(crumbs.first()).containsText("to the cart");
        assertThat(crumbs.last().locator(".when")).hasText("−1.5 s");
    }

    @Test
    void factsOfTheEventStandBeside(Visitors visitors, SharedNode node, ClientProject project) {
        OpenIssue issue = OpenIssue.of(visitors, node, project, ShopEvents.failedPayment());

        Locator facts = issue.card("This event");
        assertThat(facts).containsText("customer-7");
        assertThat(facts).containsText("production");
        assertThat(facts).containsText("shop@1.4.2");
        assertThat(facts).containsText("POST /pay");
        assertThat(issue.card("Request")).containsText("https://shop.example/pay");
    }

    @Test
    void fiftyTagsAreShownUntilSomebodyAsksForAll(Visitors visitors, SharedNode node, ClientProject project) {
        JsonObject tags = new JsonObject();
        for (int i = 0; i < TAGS; i++) {
            tags.put("tag-" + i, "value-" + i);
        }
        OpenIssue issue = OpenIssue.of(
                visitors,
                node,
                project,
                new JsonObject().put("message", "has many tags").put("tags", tags));

        Locator shown = issue.card("Tags").locator("dt");
        assertThat(shown).hasCount(SHOWN_TAGS);
        issue.card("Tags").getByText("Show all " + TAGS).click();
        assertThat(shown).hasCount(TAGS);
    }

    @Test
    void feedbackAndFilesAreThere(Visitors visitors, SharedNode node, ClientProject project) throws IOException {
        UUID id = UUID.randomUUID();
        Sent.envelope(
                project,
                Envelopes.of(id)
                        .item("event", ShopEvents.failedPayment().put("event_id", Envelopes.hex(id)))
                        .item(
                                "user_report",
                                new JsonObject()
                                        .put("event_id", Envelopes.hex(id))
                                        .put("name", "Ann")
                                        .put("email", "ann@shop.example")
                                        .put("comments", "I pressed Pay twice."))
                        .attachment("cart.txt", "three articles".getBytes(StandardCharsets.UTF_8)));
        OpenIssue issue = new OpenIssue(visitors.at(node.port()));
        issue.visitor().open("/e/" + id);

        assertThat(issue.card("What users say")).containsText("I pressed Pay twice.");
        assertThat(issue.card("What users say")).containsText("Ann · ann@shop.example");
        var download = issue.page()
                .waitForDownload(() -> issue.card("Files").getByText("cart.txt").click());
        assertThat(download.suggestedFilename()).isEqualTo("cart.txt");
        assertThat(Files.readString(download.path())).isEqualTo("three articles");
    }

    @Test
    void whatWasChangedIsSaid(Visitors visitors, SharedNode node, ClientProject project) {
        OpenIssue issue =
                OpenIssue.of(visitors, node, project, ShopEvents.failedPayment().put("level", "catastrophe"));

        assertThat(issue.card("Trimmed or changed")).containsText("level");
    }

    @Test
    void theCopyHoldsTypeAndValue(Visitors visitors, SharedNode node, ClientProject project) {
        OpenIssue issue = OpenIssue.of(visitors, node, project, ShopEvents.failedPayment());
        issue.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        String head = ShopEvents.TYPE + ": " + ShopEvents.VALUE;

        issue.stack().getByText("Copy").click();
        assertThat(issue.notice("The stack is copied as text.")).isVisible();
        assertThat(copied(issue)).startsWith(head + "\n    at pay (shop/bank.py:41)");

        issue.page().keyboard().press("c");
        assertThat(issue.notice("Copied as Markdown.")).isVisible();
        assertThat(copied(issue)).startsWith("### " + head).contains("- release shop@1.4.2", "```\n" + head);

        issue.page().keyboard().press("Shift+C");
        assertThat(issue.notice("The link is copied.")).isVisible();
        issue.page().navigate(copied(issue)).finished();
        assertThat(issue.page().locator("h1")).containsText(ShopEvents.TYPE);
    }

    @Test
    void keysStepThroughTheEvents(Visitors visitors, SharedNode node, ClientProject project) {
        List<Sent.Stored> first = Sent.messages(project, "comes three times");
        List<Sent.Stored> second = Sent.messages(project, "comes three times");
        Sent.messages(project, "comes three times");
        OpenIssue issue = new OpenIssue(visitors.at(node.port()));
        issue.visitor().open("/i/" + first.get(0).issue());
        Locator which = issue.page().locator(".event-bar .which");
        assertThat(which).hasText("Newest event");

        issue.page().keyboard().press("[");
        assertThat(issue.page())
                .hasURL(Pattern.compile("/events/" + second.get(0).event()));
        assertThat(which).hasText("Event");
        issue.page().keyboard().press("[");
        assertThat(issue.page())
                .hasURL(Pattern.compile("/events/" + first.get(0).event()));
        assertThat(which).hasText("First event");
        issue.page().keyboard().press("]");
        assertThat(issue.page())
                .hasURL(Pattern.compile("/events/" + second.get(0).event()));
        assertThat(which).hasText("Event");
    }

    private static String copied(OpenIssue issue) {
        return (String) issue.page().evaluate("() => navigator.clipboard.readText()");
    }
}
