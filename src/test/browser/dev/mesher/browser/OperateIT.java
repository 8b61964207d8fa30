package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.EventClient;
import org.junit.jupiter.api.Test;

/** How the installation goes, and what it refused. */
@InBrowser
final class OperateIT {
    @Test
    void nodesAndRefusalsAreThere(Visitors visitors, SharedNode node, ClientProject project) {
        Sent.messages(project, "ash");
        assertThat(project.post(EventClient.EVENTS, "{\"message\":\"loud\",\"level\":\"loud\"}")
                        .status())
                .isEqualTo(400);
        OpenIssue page = new OpenIssue(visitors.at(node.port()));
        page.visitor().open("/p/" + project.number() + "/issues");
        assertThat(page.visitor().row("ash")).isVisible();

        page.page().keyboard().press("g");
        page.page().keyboard().press("p");

        Locator nodes = page.card("Nodes").locator("tbody tr");
        assertThat(nodes).hasCount(1);
        assertThat(nodes).containsText("(this one)");
        assertThat(page.card("Journal of this node")).containsText("Nothing waits for PostgreSQL.");
        Locator refused = page.card("in the last hour").locator("tbody tr");
        assertThat(refused).hasCount(1);
        assertThat(refused).containsText("malformed");
        assertThat(refused).containsText("level: expected one of fatal, error, warning, info, debug");
    }
}
