package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mesher.testing.ClientProject;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is set for a project. */
@InBrowser
final class SettingsIT {
    @Test
    void nameAndRetentionAreSaved(Visitors visitors, AccountsNode node) {
        Visitor ann = open(visitors, node, node.project("Old name"), "general");
        Page page = ann.page();
        Locator name = page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Name").setExact(true));
        Locator days = page.getByLabel("Days that events are kept");
        assertThat(name).hasValue("Old name");

        name.fill("New name");
        name.press("Enter");
        assertThat(page.locator("select.project option:checked")).hasText("New name");
        days.fill("30");
        page.getByLabel("Share of events").fill("50");
        days.press("Enter");
        assertThat(ann.notice("The settings are saved.")).isVisible();

        var unused = page.reload();
        assertThat(name).hasValue("New name");
        assertThat(days).hasValue("30");
        assertThat(page.getByLabel("Share of events")).hasValue("50");
    }

    @Test
    void aKeyIsMadeAndRevokedAndSnippetsHaveIt(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Keys");
        Visitor ann = open(visitors, node, project, "keys");
        Page page = ann.page();
        Locator snippet = page.getByLabel("Client").locator("code");
        String key = URI.create(project.dsn()).getUserInfo();
        assertThat(snippet).containsText("x-sentry-auth: " + key);
        ann.button("Python").click();
        assertThat(snippet).containsText("sentry_sdk.init(dsn=\"" + project.dsn() + "\")");

        page.getByLabel("Label").fill("build server");
        ann.button("Make a key").click();
        Locator made = page.locator("tbody tr", new Page.LocatorOptions().setHasText("build server"));
        assertThat(made).hasCount(1);
        assertThat(page.locator("tbody tr")).hasCount(2);
        page.onceDialog(Dialog::accept);
        made.getByText("Revoke").click();
        assertThat(made).hasCount(0);
        assertThat(page.locator("tbody tr")).hasCount(1);
    }

    @Test
    void aMembersRoleIsChanged(Visitors visitors, AccountsNode node) {
        Visitor ann = open(visitors, node, node.project("Roles"), "members");
        Locator role = ann.page().getByLabel("Role of " + AccountsNode.BOB);
        assertThat(role).hasValue("member");

        role.selectOption("admin");
        assertThat(ann.notice("The role is changed.")).isVisible();
        var unused = ann.page().reload();
        assertThat(role).hasValue("admin");

        role.selectOption("member");
        assertThat(ann.notice("The role is changed.")).isVisible();
    }

    @Test
    void groupingIsTriedWithoutAChange(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Grouping");
        Sent.messages(project, "ash", "birch", "birch");
        Visitor ann = open(visitors, node, project, "grouping");

        ann.button("Try it").click();

        assertThat(ann.page().getByText("3 events of 2 issues were read")).isVisible();
        assertThat(ann.page().getByText("Every issue would stay as it is.")).isVisible();
    }

    @Test
    void aProjectIsDeletedOnceItsNameIsTyped(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("To be deleted");
        Visitor ann = open(visitors, node, project, "general");
        Page page = ann.page();
        Locator confirm = page.getByLabel(Pattern.compile("Type .* to confirm"));
        Locator delete =
                page.locator("form", new Page.LocatorOptions().setHas(confirm)).locator("button");
        confirm.fill("to-be");
        assertThat(delete).isDisabled();

        confirm.fill("to-be-deleted");
        delete.click();

        assertThat(ann.notice("The project is deleted.")).isVisible();
        assertThat(page).not().hasURL(Pattern.compile("/p/" + project.number() + "/"));
        assertThat(page.locator("select.project option").getByText("To be deleted"))
                .hasCount(0);
    }

    private static Visitor open(Visitors visitors, AccountsNode node, ClientProject project, String part) {
        Visitor ann = visitors.at(node.port()).signedIn(AccountsNode.ANN);
        ann.open("/p/" + project.number() + "/settings/" + part);
        return ann;
    }
}
