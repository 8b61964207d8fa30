package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import dev.mesher.testing.ClientProject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How a project goes. */
@InBrowser
final class OverviewIT {
    @Test
    void volumeTopIssuesAndReleasesAreThere(Visitors visitors, SharedNode node, ClientProject project) {
        Sent.events(
                project,
                List.of(
                        Sent.message("comes often").put("release", "shop@2.0"),
                        Sent.message("comes often"),
                        Sent.message("comes once"),
                        Sent.message("only warns").put("level", "warning")));
        await().until(() -> project.get("/api/v1/projects/" + project.number() + "/releases")
                .body()
                .contains("shop@2.0"));
        // Yesterday in UTC, but in the last 24 hours.
        node.sql(
                "UPDATE issues SET first_seen = now() - interval '23 hours 55 minutes' WHERE title = 'comes once' AND status <> 'deleted'");
        OpenIssue page = new OpenIssue(visitors.at(node.port()));

        page.visitor().open("/p/" + project.number() + "/overview");

        Locator volume = page.page().getByLabel("Events over time");
        assertThat(volume).containsText("4 events");
        assertThat(volume.locator("rect.e")).hasCount(1);
        assertThat(volume.locator("rect.w")).hasCount(1);
        assertThat(page.page().locator(".facts")).containsText("Unresolved3");
        assertThat(page.page().locator(".facts")).containsText("Events in 24 hours4");
        assertThat(page.page().locator(".facts")).containsText("New in 24 hours3");
        Locator top = page.card("Most events").locator("li");
        assertThat(top.first()).containsText("comes often");
        assertThat(top.first()).containsText("2");
        assertThat(page.card("New").locator("li")).hasCount(3);

        page.card("Releases").getByText("shop@2.0").click();
        assertThat(page.page()).hasURL(Pattern.compile("/issues\\?q=release%3A%22shop%402.0%22$"));
        assertThat(page.visitor().row("comes often")).isVisible();
        assertThat(page.page().locator("li.issue")).hasCount(1);
    }
}
