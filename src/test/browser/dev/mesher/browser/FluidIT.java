package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.Terminal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Large lists and events. What keeps a page fluid is that it draws only what is near the window, so the elements are
 * counted. How long the browser was busy is printed.
 */
@InBrowser
final class FluidIT {
    private static final int ISSUES = 10_000;
    private static final int MOST_ROWS = 400;
    private static final int MOST_ELEMENTS = 2_500;

    /** Under the limit of 1 MiB an event, with as many fields as it may have. */
    private static final int TEXT_BYTES = 700_000;

    private static final int FIELDS = 700;
    private static final int FRAMES = 200;

    private static final String FILL =
            """
            WITH made AS (
                INSERT INTO issues (project_id, fingerprint, title, culprit, event_count, first_seen, last_seen)
                SELECT p.id, 'fluid ' || n, 'issue number ' || n, 'shop.cart in pay', n, now() - n * interval '1 second',
                       now() - n * interval '1 second'
                FROM generate_series(1, $2::integer) n, projects p WHERE p.number = $1
                RETURNING id, project_id, fingerprint)
            INSERT INTO issue_fingerprints (project_id, fingerprint, issue_id)
            SELECT project_id, fingerprint, id FROM made""";

    private static final String WATCH =
            """
            window.longTasks = [];
            new PerformanceObserver((list) => list.getEntries().forEach((each) => window.longTasks.push(Math.round(each.duration))))
                .observe({ type: 'longtask', buffered: true });""";

    /** Scrolls fast, four windows at a time, until the last issue is there. Answers the most rows that were drawn at once, and the steps that it took. */
    private static final String SCROLL =
            """
            async (last) => {
              const page = document.scrollingElement;
              const screens = 4;
              let most = 0;
              let steps = 0;
              while (![...document.querySelectorAll('li.issue .title')].some((each) => each.textContent.includes(last))) {
                scrollBy(0, screens * innerHeight);
                await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
                most = Math.max(most, document.querySelectorAll('li.issue').length);
                if (++steps > 20_000) throw new Error(`not there after ${steps} steps, at ${page.scrollTop} of ${page.scrollHeight}`);
              }
              return [most, steps];
            }""";

    @Test
    void tenThousandIssuesAreScrolled(Visitors visitors, SharedNode node, ClientProject project) {
        node.sql(FILL, project.number(), ISSUES);
        Visitor visitor = visitors.at(node.port());
        Page page = visitor.page();
        page.addInitScript(WATCH);
        visitor.live("/p/" + project.number() + "/issues");
        assertThat(visitor.row("issue number 1").first()).isVisible();

        JsonArray answer = new JsonArray((List<?>) page.evaluate(SCROLL, "issue number " + ISSUES));

        print(
                page,
                "scrolling 10,000 issues in " + answer.getInteger(1) + " steps, at most " + answer.getInteger(0)
                        + " rows");
        assertThat(answer.getInteger(0)).isBetween(20, MOST_ROWS);
        page.keyboard().press("Home");
        assertThat(page.getByText("issue number 1", new Page.GetByTextOptions().setExact(true)))
                .isInViewport();
    }

    @Test
    void anEventOfAMegabyteIsShown(Visitors visitors, SharedNode node, ClientProject project) {
        var stored = project.post(EventClient.EVENTS, large().encode());
        assertThat(stored.status()).as(stored.body()).isEqualTo(202);
        Visitor visitor = visitors.at(node.port());
        Page page = visitor.page();
        page.addInitScript(WATCH);
        visitor.open("/e/" + stored.text("id"));
        assertThat(page.locator(".sheet .card").first()).containsText("Stack");
        visitor.rest();

        int elements = ((Number) page.evaluate("() => document.querySelectorAll('*').length")).intValue();
        print(page, "an event of 1 MB, " + elements + " elements");
        assertThat(elements).isBetween(100, MOST_ELEMENTS);
    }

    private static JsonObject large() {
        JsonObject extra = new JsonObject();
        IntStream.range(0, FIELDS).forEach(n -> extra.put("field" + n, "value " + n));
        JsonArray frames = new JsonArray();
        IntStream.range(0, FRAMES)
                .forEach(n -> frames.add(new JsonObject()
                        .put("function_name", "step" + n)
                        .put("filename", "shop/step" + n + ".py")
                        .put("lineno", n + 1)
                        .put("in_app", true)
                        .put("context_line", "    step" + (n + 1) + "()")));
        return Sent.message("the megabyte")
                .put("extra", extra.put("text", "long text ".repeat(TEXT_BYTES / 10)))
                .put("stacktrace", frames);
    }

    private static void print(Page page, String what) {
        Terminal.print(what + ", longest task " + page.evaluate("() => Math.max(0, ...window.longTasks)") + " ms");
    }
}
