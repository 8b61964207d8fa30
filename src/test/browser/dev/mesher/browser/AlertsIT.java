package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mesher.testing.ClientProject;
import org.junit.jupiter.api.Test;

/** Rules are made on the settings' page; the alerts that they raise come to the open page of alerts. */
@InBrowser
final class AlertsIT {
    @Test
    void aRuleIsMadeEditedAndSwitched(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Rules");
        Visitor visitor = visitors.at(node.port()).signedIn(AccountsNode.ANN);
        Page page = visitor.page();
        visitor.open("/p/" + project.number() + "/settings/rules");
        assertThat(page.getByText("No rule yet: nothing raises an alert.")).isVisible();

        Locator form = page.locator("form.rule");
        form.getByLabel("Name").fill("Many errors");
        form.getByLabel("When").selectOption("threshold");
        form.getByRole(AriaRole.SPINBUTTON, new Locator.GetByRoleOptions().setName("Events"))
                .fill("500");
        form.getByLabel("within minutes").fill("10");
        visitor.button("Make the rule").click();
        Locator rule = page.locator(".alert-list li");
        assertThat(rule).containsText("Many errors");
        assertThat(rule).containsText("500 in 10 min · at most every 60 min · never raised");

        rule.getByText("Edit").click();
        rule.getByLabel("Name").fill("Very many errors");
        rule.getByLabel("Minutes between two alerts").fill("30");
        rule.getByText("Save").click();
        assertThat(rule).containsText("Very many errors");
        assertThat(rule).containsText("at most every 30 min");

        rule.getByRole(AriaRole.CHECKBOX).click();
        assertThat(notice(page, "The rule is off.")).isVisible();
        var unused = page.reload();
        assertThat(rule.getByRole(AriaRole.CHECKBOX)).not().isChecked();
        rule.getByRole(AriaRole.CHECKBOX).click();
        assertThat(notice(page, "The rule is on.")).isVisible();
    }

    @Test
    void anAlertComesToTheOpenPageAndIsAcknowledgedAndResolved(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Alerts");
        Visitor visitor = visitors.at(node.port()).signedIn(AccountsNode.ANN);
        Page page = visitor.page();
        visitor.open("/p/" + project.number() + "/settings/rules");
        page.getByLabel("Name").fill("Anything new");
        visitor.button("Make the rule").click();
        assertThat(page.locator(".alert-list li")).containsText("Anything new");
        visitor.live("/p/" + project.number() + "/alerts");
        assertThat(page.getByText("No alert is open.")).isVisible();

        Sent.messages(project, "never seen before");

        Locator alert = page.locator(".alert-list li");
        assertThat(alert).containsText("never seen before");
        assertThat(alert).containsText("Anything new");
        assertThat(page.locator(".places .count")).hasText("1");
        alert.getByText("Acknowledge").click();
        assertThat(page.getByText("No alert is open.")).isVisible();
        assertThat(page.locator(".places .count")).hasCount(0);

        page.getByText("Acknowledged", new Page.GetByTextOptions().setExact(true))
                .click();
        assertThat(alert).containsText("acknowledged by Ann");
        alert.getByText("Resolve").click();
        assertThat(alert).hasCount(0);
        page.getByText("Resolved", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(alert).containsText("never seen before");
        alert.getByRole(AriaRole.LINK).click();
        assertThat(page.locator("h1")).containsText("never seen before");
    }

    private static Locator notice(Page page, String text) {
        return page.locator(".notice", new Page.LocatorOptions().setHasText(text));
    }
}
