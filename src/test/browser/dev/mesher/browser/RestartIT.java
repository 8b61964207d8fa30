package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.mesher.config.Settings;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node stops and starts under an open page. */
@InBrowser
final class RestartIT {
    @TempDir
    private Path directory;

    @Test
    void thePageSaysThatItIsLostAndComesBackWithoutAGap(Visitors visitors) {
        Settings settings =
                TestNode.settings(TestPostgres.migratedDatabase(), directory.resolve("node"), TestNode.NO_LIMIT);
        Visitor visitor = visitors.at(settings.server().httpPort());
        visitor.faults().expect("net::ERR_");
        visitor.faults().expect("WebSocket connection to");
        Locator state = visitor.page().locator("p.live");
        try (TestNode node = TestNode.start(settings)) {
            node.client().event("before");
            visitor.live("/p/1/issues");
            assertThat(visitor.row("before")).isVisible();
            Object unused = visitor.page().evaluate("() => { window.sameAsBefore = true; }");
        }
        assertThat(state).containsText("Connection lost since");

        try (TestNode another = TestNode.start(
                TestNode.settings(settings.database().uri(), directory.resolve("another"), TestNode.NO_LIMIT))) {
            another.client().event("meanwhile, by another node");
            another.client().event("before");
        }
        assertThat(visitor.row("before")).isVisible();
        assertThat(visitor.row("meanwhile, by another node")).hasCount(0);

        try (TestNode node = TestNode.start(settings)) {
            visitor.awaitLive();
            assertThat(visitor.row("meanwhile, by another node")).isVisible();
            assertThat(visitor.row("before").locator(".number").first()).hasText("2");
            assertThat(visitor.page().locator(".views a").first()).hasText("Unresolved 2");

            node.client().event("after");
            assertThat(visitor.row("after")).isVisible();
            assertThat(visitor.page().evaluate("() => window.sameAsBefore"))
                    .as("the page was not loaded again")
                    .isEqualTo(true);
        }
    }
}
