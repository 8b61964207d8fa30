package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.mesher.testing.ClientProject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The way from the sign-in to an issue that is resolved, and undone, with no pointer at all. */
@InBrowser
final class KeyboardIT {
    private static final Pattern CURRENT = Pattern.compile("(^| )at( |$)");

    @Test
    void fromTheSignInToTheUndoByKeysAlone(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Keyboard");
        SampleEvents.message(project, "the older issue");
        SampleEvents.message(project, "the newer issue");
        Visitor ann = visitors.at(node.port());
        ann.faults().expect(Faults.SIGNED_OUT);
        Page page = ann.page();
        Keyboard keys = page.keyboard();

        ann.open("/p/" + project.number() + "/issues");
        tabTo(page, page.getByLabel("E-mail"));
        keys.type(AccountsNode.ANN);
        tabTo(page, page.getByLabel("Password"));
        keys.type(AccountsNode.PASSWORD);
        keys.press("Enter");
        assertThat(ann.row("the newer issue")).isVisible();

        keys.press("j");
        assertThat(ann.row("the newer issue")).hasClass(CURRENT);
        keys.press("j");
        assertThat(ann.row("the older issue")).hasClass(CURRENT);
        keys.press("Enter");
        Locator title = page.locator("h1");
        assertThat(title).containsText("the older issue");

        keys.press("e");
        assertThat(ann.notice("The issue is resolved.")).isVisible();
        assertThat(title).containsText("resolved");

        keys.press("z");
        assertThat(ann.notice("Undone.")).isVisible();
        assertThat(title).not().containsText("resolved");

        keys.press("u");
        assertThat(ann.row("the older issue")).isVisible();
        var unused = page.reload();
        assertThat(ann.row("the older issue")).isVisible();
        assertThat(ann.row("the older issue")).not().containsText("resolved");
    }

    /** Moves the focus as often as it takes to get there. */
    private static void tabTo(Page page, Locator field) {
        assertThat(field).isVisible();
        for (int i = 0; i < 10 && !(boolean) field.evaluate("(field) => field === document.activeElement"); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(field).isFocused();
    }
}
