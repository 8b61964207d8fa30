package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.mesher.testing.ClientProject;
import org.junit.jupiter.api.Test;

/** What one person does is seen on the open page of another, which is not loaded again. */
@InBrowser
final class TwoBrowsersIT {
    @Test
    void aListShowsWhatAnotherPersonDoes(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Two lists");
        SampleEvents.message(project, "goes away");
        SampleEvents.message(project, "gets somebody");
        String list = "/p/" + project.number() + "/issues";
        Visitor ann = visitors.at(node.port()).signedIn(AccountsNode.ANN).live(list);
        Visitor bob = visitors.at(node.port()).signedIn(AccountsNode.BOB).live(list);

        ann.row("goes away").getByRole(AriaRole.CHECKBOX).check();
        ann.page().keyboard().press("e");
        assertThat(bob.row("goes away").locator(".mark")).hasText("resolved");

        ann.row("gets somebody").getByRole(AriaRole.CHECKBOX).check();
        assign(ann, "Bob");
        assertThat(bob.row("gets somebody").getByTitle("Bob")).isVisible();

        ann.page().keyboard().press("z");
        assertThat(bob.row("gets somebody").getByTitle("Nobody")).isVisible();
    }

    @Test
    void anIssuesPageShowsWhatAnotherPersonDoes(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Two pages");
        String event = SampleEvents.checkout(project);
        Visitor ann = at(visitors.at(node.port()).signedIn(AccountsNode.ANN), event);
        Visitor bob = at(visitors.at(node.port()).signedIn(AccountsNode.BOB), event);

        ann.page().getByLabel("Comment").fill("I look at the bank.");
        ann.button("Comment").click();
        assertThat(bob.page().getByText("I look at the bank.")).isVisible();

        assign(ann, "Bob");
        assertThat(bob.page().getByText("assigned it")).isVisible();

        ann.page().keyboard().press("e");
        assertThat(bob.page().locator("h1")).containsText("resolved");
        assertThat(bob.button("Unresolve")).isVisible();
    }

    /** On the page of the event's issue, by its short address. */
    private static Visitor at(Visitor visitor, String event) {
        visitor.open("/e/" + event);
        assertThat(visitor.page().locator("h1")).containsText("CheckoutError");
        visitor.awaitLive();
        return visitor;
    }

    private static void assign(Visitor visitor, String name) {
        visitor.page().keyboard().press("a");
        Locator choice = visitor.page().getByRole(AriaRole.DIALOG).getByText(name);
        choice.click();
        assertThat(visitor.notice("assigned to " + name)).isVisible();
    }
}
