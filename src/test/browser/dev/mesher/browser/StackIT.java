package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.mesher.testing.ClientProject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stack of an event on its issue's page. */
@InBrowser
final class StackIT {
    private static final String BACKGROUND = "(line) => getComputedStyle(line).backgroundColor";

    @Test
    void itIsFirstWithTheCallsOfTheProgramOpen(Visitors visitors, SharedNode node, ClientProject project) {
        OpenIssue issue = OpenIssue.of(visitors, node, project, ShopEvents.failedPayment());

        assertThat(issue.page().locator("h1")).containsText(ShopEvents.TYPE);
        assertThat(issue.page().locator(".sheet .card").first().locator("h2").first())
                .hasText("Stack");
        assertThat(issue.frame("pay")).hasAttribute("open", "");
        assertThat(issue.frame("checkout")).hasAttribute("open", "");
        assertThat(issue.frame("main")).isVisible();
        Locator source = issue.frame("pay").locator(".source");
        assertThat(source.locator(".hit")).hasText(ShopEvents.HIT_LINE);
        assertThat(source.locator(".l")).hasCount(4);
        assertThat(source.locator(".hit").evaluate(BACKGROUND))
                .as("the line is lit")
                .isNotEqualTo(source.locator(".l").first().evaluate(BACKGROUND));
        assertThat(issue.frame("pay").locator(".vars")).hasText("total12.50 of pay");
    }

    @Test
    void callsOfLibrariesAreFoldedAndUnfoldedByPointerAndKeys(
            Visitors visitors, SharedNode node, ClientProject project) {
        OpenIssue issue = OpenIssue.of(visitors, node, project, ShopEvents.failedPayment());
        Locator folded = issue.stack().locator(".others").first();
        assertThat(folded.locator("summary")).hasText("3 frames of django");
        assertThat(issue.frame("dispatch")).hasCount(0);

        folded.locator("summary").click();
        assertThat(issue.frame("dispatch")).isVisible();
        assertThat(folded.locator(".frame")).hasCount(3);
        folded.locator("summary").press("Enter");
        assertThat(issue.frame("dispatch")).hasCount(0);
        folded.locator("summary").press("Enter");
        assertThat(issue.frame("dispatch")).isVisible();
    }

    @Test
    void causesAreBelow(Visitors visitors, SharedNode node, ClientProject project) {
        OpenIssue issue = OpenIssue.of(visitors, node, project, ShopEvents.failedPayment());

        Locator thrown = issue.stack().locator(".thrown");
        assertThat(thrown).hasCount(2);
        assertThat(thrown.first()).containsText(ShopEvents.TYPE);
        assertThat(thrown.last()).containsText("caused by");
        assertThat(thrown.last()).containsText("ValueError");
        assertThat(issue.frame("parse")).isVisible();
    }

    /** The way in which it was shown last is the way in which the next event is shown. */
    @Test
    void itIsShownAsTextAndStaysSo(Visitors visitors, SharedNode node, ClientProject project) {
        OpenIssue issue = OpenIssue.of(visitors, node, project, ShopEvents.failedPayment());

        issue.stack().getByText("All 7").click();
        assertThat(issue.frame("dispatch")).isVisible();
        issue.stack().getByText("As text").click();
        assertThat(issue.stack().locator("pre"))
                .containsText(ShopEvents.TYPE + ": " + ShopEvents.VALUE + "\n    at pay (shop/bank.py:41)");

        var unused = issue.page().reload();
        assertThat(issue.stack().locator("pre")).containsText("caused by: ValueError: the amount is negative");
    }

    @Test
    void everyThreadShowsItsCalls(Visitors visitors, SharedNode node, ClientProject project) {
        JsonObject main = new JsonObject()
                .put("id", 1)
                .put("name", "main")
                .put("stacktrace", ShopEvents.stack(List.of(ShopEvents.frame("waits", "shop/main.py", true, ""))));
        JsonObject worker = new JsonObject()
                .put("id", 2)
                .put("name", "worker")
                .put("stacktrace", ShopEvents.stack(List.of(ShopEvents.frame("works", "shop/worker.py", true, ""))));
        JsonObject event = new JsonObject()
                .put("message", "the shop does not answer")
                .put("platform", "java")
                .put("threads", ShopEvents.values(main, worker));

        OpenIssue issue = OpenIssue.of(visitors, node, project, event);

        assertThat(issue.frame("waits")).isVisible();
        assertThat(issue.frame("works")).isVisible();
        assertThat(issue.stack()).containsText("Thread worker");
    }

    @Test
    void aStackWithoutAnExceptionIsShown(Visitors visitors, SharedNode node, ClientProject project) {
        JsonObject call = new JsonObject()
                .put("filename", "shop/main.go")
                .put("function_name", "Listen")
                .put("lineno", 7);
        JsonObject event = Sent.message("listens twice").put("stacktrace", new JsonArray().add(call));
        String id = Sent.events(project, List.of(event)).get(0).event();
        OpenIssue issue = new OpenIssue(visitors.at(node.port()));

        issue.visitor().open("/e/" + id);

        assertThat(issue.frame("Listen")).isVisible();
        assertThat(issue.frame("Listen")).containsText("line 7");
    }
}
