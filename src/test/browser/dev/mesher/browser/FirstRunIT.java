package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.Command;
import dev.mesher.testing.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first minutes with a new node. */
@InBrowser
final class FirstRunIT {
    @Test
    void thePageWaitsForTheFirstEventAndGreetsIt(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        Page page = visitor.page();
        visitor.live("/p/" + project.number() + "/issues");
        assertThat(page.getByText("Waiting for the first event of")).isVisible();
        Look.at(visitor, "first-run");

        String shown = page.locator("pre code").innerText();
        String unused = new Command(Path.of("/"), Map.of(), Duration.ofMinutes(1), List.of("sh", "-c", shown)).output();

        assertThat(page.getByText("It works")).isVisible();
        assertThat(page.getByText("Hello from curl")).isVisible();
        Look.at(visitor, "first-run-greeting");
        visitor.button("To the list").click();
        assertThat(visitor.row("Hello from curl")).isVisible();
    }

    @Test
    void theFirstAccountIsMadeWithTheCodeFromTheLog(Visitors visitors, @TempDir Path directory) {
        try (CodeInLog log = new CodeInLog();
                TestNode node = TestNode.start(directory)) {
            Visitor visitor = visitors.at(node.httpPort());
            Page page = visitor.page();
            visitor.faults().expect("status of 403");
            visitor.open("/account");
            page.getByText("Make the first account").click();

            page.getByLabel("Code").fill("0000-0000");
            page.getByLabel("E-mail").fill(AccountsNode.ANN);
            page.getByLabel("Name").fill("Ann");
            page.getByLabel("Password").fill(AccountsNode.PASSWORD);
            visitor.button("Make the account").click();
            assertThat(page.getByText("the code is wrong")).isVisible();
            page.getByLabel("Code").fill(log.code());
            visitor.button("Make the account").click();

            assertThat(page.getByLabel("Account of Ann")).isVisible();
            visitor.open("/account");
            assertThat(page.locator("h1")).hasText("Ann");
            Visitor stranger = visitors.at(node.httpPort());
            stranger.faults().expect(Faults.SIGNED_OUT);
            stranger.open("/p/1/issues");
            assertThat(stranger.button("Sign in")).isVisible();
            visitors.leave();
        }
    }
}
