package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the first page costs: bytes, modules, and requests. */
@InBrowser
final class WeightIT {
    private static final int MOST_BYTES = 140 * 1024;
    private static final int MOST_MODULES = 15;
    private static final String MODULES = "**/*.js";
    private static final String CHART = ".volume .chart rect";
    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    private static final int HEIGHT = 900;

    /** Remembers when the first row was drawn, in milliseconds since the navigation began. */
    private static final String FIRST_ROW =
            """
            new MutationObserver((changes, observer) => {
              if (document.querySelector('li.issue') === null) return;
              observer.disconnect();
              requestAnimationFrame(() => { window.firstRow = Math.round(performance.now()); });
            }).observe(document, { childList: true, subtree: true });""";

    /** By what came over the wire, with the headers. */
    private static final String BYTES =
            """
            () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                .reduce((sum, each) => sum + each.transferSize, 0)""";

    @BeforeAll
    static void report(ClientProject project) {
        SampleEvents.post(project);
    }

    @Test
    void theFirstPageIsLight(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        visitor.page().addInitScript(FIRST_ROW);
        visitor.live(list(project));
        visitor.rest();

        int bytes = ((Number) visitor.page().evaluate(BYTES)).intValue();
        Terminal.print("the first page: " + bytes + " bytes with its data, first list after "
                + visitor.page().evaluate("() => window.firstRow") + " ms");
        assertThat(bytes).isBetween(60_000, MOST_BYTES);
    }

    /** The list does not wait for what the page reads first: its rows come with the first picture. */
    @Test
    void theListIsAskedForAtOnce(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        Page page = visitor.page();
        List<Route> kept = new ArrayList<>();
        page.route("**/api/v1/projects", kept::add);

        Request asked =
                page.waitForRequest(request -> request.url().contains("/issues?"), () -> visitor.open(list(project)));

        assertThat(asked.url()).contains("query=is%3Aunresolved");
        assertThat(kept).hasSize(1);
        kept.forEach(Route::resume);
        assertThat(visitor.row("TypeError").first()).isVisible();
        visitor.awaitLive();
    }

    /** Every other module is kept back, and the list is there all the same. The chart above it comes later, and moves no row. */
    @Test
    void fifteenModulesAreEnoughForTheFirstList(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        Page page = visitor.page();
        List<String> loaded = new ArrayList<>();
        List<Route> kept = new ArrayList<>();
        page.route(MODULES, route -> {
            if (loaded.size() < MOST_MODULES) {
                loaded.add(route.request().url());
                route.resume();
            } else {
                kept.add(route);
            }
        });

        visitor.open(list(project));

        assertThat(visitor.row("TypeError").first()).isVisible();
        assertThat(loaded).doesNotHaveDuplicates();
        assertThat(page.locator(CHART)).hasCount(0);
        List<Object> places = places(page);
        page.unroute(MODULES);
        kept.forEach(Route::resume);
        visitor.awaitLive();
        assertThat(page.locator(CHART).first()).isVisible();
        assertThat(places(page)).isEqualTo(places);
    }

    @Test
    void aChangeFetchesNothingThatIsThereAlready(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        visitor.live(list(project));
        Locator unresolved = visitor.page().locator(".views [aria-current] b");
        int before = Integer.parseInt(unresolved.textContent());
        SampleEvents.message(project, "comes again");
        assertThat(visitor.row("comes again")).isVisible();
        assertThat(unresolved).hasText(Integer.toString(before + 1));
        visitor.rest();
        List<String> asked = new ArrayList<>();
        visitor.page().onRequest((Request request) -> asked.add(request.url()));

        SampleEvents.message(project, "comes again");

        assertThat(visitor.row("comes again").locator(".number").first()).hasText("2");
        visitor.rest();
        // Counts that were read before the stream told of the new issue are read once more after it.
        assertThat(asked).hasSizeLessThanOrEqualTo(1).allMatch(url -> url.endsWith("/issues/counts"));
    }

    /** Where the first row stands in a wide and in a narrow window. */
    private static List<Object> places(Page page) {
        return Stream.of(NARROW, WIDE)
                .map(width -> {
                    page.setViewportSize(width, HEIGHT);
                    return page.evaluate("() => document.querySelector('li.issue').getBoundingClientRect().top");
                })
                .toList();
    }

    private static String list(ClientProject project) {
        return "/p/" + project.number() + "/issues";
    }
}
