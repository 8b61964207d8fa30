package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.Envelopes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a client sends is text on every page: it is no element, runs nothing, and does not widen the page. */
@InBrowser
final class HostileTextIT {
    private static final String MARKUP = "<img src=x onerror=\"window.struck=1\"><script>window.struck=1</script>";
    private static final String LINK = "javascript:window.struck=1";
    private static final String BACKWARDS = "\u202Egnp.\u2066exe";
    private static final String LONG = "w".repeat(8_192);
    private static final String ALL = MARKUP + " " + LINK + " " + BACKWARDS + " ";

    private static final int NARROW = 390;
    private static final int WIDE = 1440;
    private static final int HEIGHT = 900;

    private static final String ELEMENTS =
            """
            () => [...document.querySelectorAll('main img, main script, main iframe, main object, main embed, main form[action]')]
                .concat([...document.querySelectorAll('a[href]')].filter((each) => !/^https?:$/.test(each.protocol)))
                .map((each) => each.outerHTML)""";

    private static final String SIDEWAYS =
            """
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll('*')]
                .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
                .slice(0, 5)
                .map((each) => `${each.tagName} ${each.className} ${each.textContent.slice(0, 60)}`)""";

    private final UUID id = UUID.randomUUID();
    private final List<String> dialogs = new ArrayList<>();

    @BeforeEach
    void send(ClientProject project) {
        Sent.envelope(
                project,
                Envelopes.of(id)
                        .item("event", event())
                        .item("user_report", feedback())
                        .attachment(MARKUP + BACKWARDS + ".png", "no image".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void inTheListOfIssues(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitor(visitors, node);
        visitor.open("/p/" + project.number() + "/issues");
        assertThat(visitor.row(MARKUP).first()).isVisible();
        check(visitor);
    }

    @Test
    void onTheIssuesPage(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitor(visitors, node);
        visitor.open("/e/" + id);
        OpenIssue issue = new OpenIssue(visitor);
        for (String title : List.of("Stack", "What came before", "What users say", "Request", "Tags", "Files")) {
            assertThat(issue.card(title)).containsText(MARKUP);
        }
        visitor.page().evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })");
        assertThat(issue.card("Context: " + MARKUP).first()).containsText(LINK);
        check(visitor);

        visitor.button("JSON").click();
        assertThat(visitor.page().locator("pre")).containsText("onerror");
        check(visitor);
    }

    @Test
    void inTheTableOfEvents(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitor(visitors, node);
        visitor.open("/p/" + project.number() + "/events");
        assertThat(visitor.page().locator("td a").getByText(MARKUP).first()).isVisible();
        check(visitor);
    }

    @Test
    void onTheOverview(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitor(visitors, node);
        visitor.open("/p/" + project.number() + "/overview");
        assertThat(visitor.page().getByText(MARKUP).first()).isVisible();
        check(visitor);
    }

    private Visitor visitor(Visitors visitors, SharedNode node) {
        Visitor visitor = visitors.at(node.port());
        visitor.page().onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
        return visitor;
    }

    private void check(Visitor visitor) {
        Page page = visitor.page();
        for (int width : new int[] {NARROW, WIDE}) {
            page.setViewportSize(width, HEIGHT);
            visitor.rest();
            assertThat((List<?>) page.evaluate(SIDEWAYS))
                    .as("out at the side of " + width)
                    .isEmpty();
        }
        assertThat((List<?>) page.evaluate(ELEMENTS)).as("made of text").isEmpty();
        assertThat(page.evaluate("() => window.struck ?? 'nothing'")).isEqualTo("nothing");
        assertThat(dialogs).isEmpty();
    }

    private JsonObject event() {
        List<JsonObject> frames = List.of(
                ShopEvents.frame(ALL + LONG, ALL + LONG, true, ALL + LONG),
                ShopEvents.frame(ALL, "site-packages/" + MARKUP + "/file.py", false, ""));
        return ShopEvents.failedPayment()
                .put("event_id", Envelopes.hex(id))
                .put("exception", ShopEvents.values(ShopEvents.thrown(ALL + LONG, ALL + LONG, frames)))
                .put("transaction", ALL + LONG)
                .put("release", ALL)
                .put("environment", MARKUP)
                .put("server_name", ALL)
                .put("logger", ALL)
                .put("user", new JsonObject().put("id", ALL).put("email", LINK))
                .put("tags", new JsonObject().put(MARKUP, ALL + LONG))
                .put("extra", new JsonObject().put(ALL, LONG))
                .put(
                        "contexts",
                        new JsonObject()
                                .put(MARKUP, new JsonObject().put("url", LINK).put("name", LONG)))
                .put(
                        "request",
                        new JsonObject().put("url", LINK).put("headers", new JsonObject().put(MARKUP, ALL + LONG)))
                .put(
                        "breadcrumbs",
                        new JsonArray()
                                .add(new JsonObject().put("category", MARKUP).put("message", ALL + LONG)));
    }

    private JsonObject feedback() {
        return new JsonObject()
                .put("event_id", Envelopes.hex(id))
                .put("name", MARKUP)
                .put("email", LINK)
                .put("comments", ALL + LONG);
    }
}
