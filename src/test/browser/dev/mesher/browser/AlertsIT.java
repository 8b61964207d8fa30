package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.mesher.testing.ClientProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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
        assertThat(rule).containsText("All events · tells no channel");

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

        page.onceDialog(Dialog::accept);
        rule.getByText("Delete").click();
        assertThat(page.getByText("No rule yet: nothing raises an alert.")).isVisible();
    }

    @Test
    void aRuleIsTriedAndKeepsItsFiltersAndChannels(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Filtered rules");
        Sent.events(project, List.of(Sent.message("ash").put("environment", "production"), Sent.message("birch")));
        Visitor visitor = visitors.at(node.port()).signedIn(AccountsNode.ANN);
        Page page = visitor.page();
        try (AccountsNode.Channel channel = node.channel("<b>On call</b>")) {
            visitor.open("/p/" + project.number() + "/settings/rules");
            Locator form = page.locator("form.rule");
            form.getByText("Look back seven days").click();
            assertThat(form.getByText("It would have fired 2 times in the last seven days."))
                    .isVisible();

            form.getByText("Only some events").click();
            type(form.getByRole(AriaRole.TEXTBOX, named("Release")), "4.18.2");
            type(form.getByRole(AriaRole.COMBOBOX, named("Environment")), "production");
            form.getByRole(AriaRole.CHECKBOX, named("error")).check();
            type(form.getByLabel("Issue, by its address"), "no issue");
            assertThat(form.locator("input:invalid")).hasCount(2);
            form.getByLabel("Issue, by its address").fill("");
            assertThat(form.getByText("Nothing was found that would have fired it"))
                    .isVisible();
            form.getByLabel("Remove 4.18.2").click();
            assertThat(form.getByText("It would have fired about once in the last seven days."))
                    .isVisible();

            form.getByLabel("Name").fill("Users");
            form.getByLabel("When").selectOption("users");
            form.getByRole(AriaRole.SPINBUTTON, named("Users")).fill("3");
            form.getByLabel(channel.name()).check();
            visitor.button("Make the rule").click();
            Locator rule = page.locator(".alert-list li");
            assertThat(rule).containsText("Many users have errors: 3 in 5 min");
            assertThat(rule).containsText("Only production · error · tells " + channel.name());

            rule.getByText("Edit").click();
            assertThat(rule.getByLabel(channel.name())).isChecked();
            rule.getByLabel("Remove production").click();
            rule.getByText("Save").click();
            assertThat(rule).containsText("Only error · tells " + channel.name());
        }
    }

    @Test
    void alertsComeToTheOpenPageByTheirEpisodeAndAreAcknowledgedAndResolved(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Alerts");
        Visitor visitor = visitors.at(node.port()).signedIn(AccountsNode.ANN);
        Page page = visitor.page();
        String address;
        try (AccountsNode.Channel channel = node.channel("Hook")) {
            visitor.open("/p/" + project.number() + "/settings/rules");
            page.getByLabel("Name").fill("Anything new");
            page.getByLabel(channel.name()).check();
            visitor.button("Make the rule").click();
            assertThat(page.locator(".alert-list li")).containsText("Anything new");
            visitor.live("/p/" + project.number() + "/alerts");
            assertThat(page.getByText("No alert is open.")).isVisible();

            Sent.messages(project, "ash", "birch", "cedar");

            Locator episode = page.locator(".episode");
            assertThat(episode).hasCount(1);
            assertThat(episode.locator("header")).containsText("Anything new open");
            assertThat(episode.locator("header")).containsText("3 alerts");
            assertThat(page.locator(".places .count")).hasText("3");
            Locator ash = page.locator(".alert-list > li", new Page.LocatorOptions().setHasText("ash"));
            ash.getByText("Timeline").click();
            assertThat(ash.locator(".timeline .raised")).hasCount(1);
            assertThat(ash.locator(".timeline .failed")).containsText("Could not tell Hook (webhook): ");

            address = Objects.requireNonNull(episode.locator("header a").getAttribute("href"));
            ash.getByText("Acknowledge").click();
            assertThat(page.locator(".alert-list > li")).hasCount(2);
            assertThat(page.locator("ol.episodes")).isFocused();
            anAnswerThatComesLateLeavesAnotherListAlone(page);
            episode.getByText("Acknowledge all").click();
            assertThat(page.getByText("No alert is open.")).isVisible();
            assertThat(page.locator(".places .count")).hasCount(0);

            page.getByText("Acknowledged", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page.locator(".alert-list > li")).hasCount(3);
            assertThat(ash).containsText("acknowledged by Ann");
            Locator birch = page.locator(".alert-list > li", new Page.LocatorOptions().setHasText("birch"));
            birch.getByText("Timeline").click();
            assertThat(birch.locator(".timeline li").first()).hasClass("raised");
            assertThat(birch.locator(".timeline .acknowledged")).containsText("Acknowledged by Ann");
            episode.getByText("Resolve all").click();
            assertThat(episode).hasCount(0);
        }
        anAddressOpensItsEpisode(visitor, node, project, address);
        page.getByText("Resolved", new Page.GetByTextOptions().setExact(true)).click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("ash"))
                .click();
        assertThat(page.locator("h1")).containsText("ash");
    }

    /** Of two open alerts, one is acknowledged. The list of open ones is left before the answer comes. */
    private static void anAnswerThatComesLateLeavesAnotherListAlone(Page page) {
        List<Route> kept = new ArrayList<>();
        page.route("**/acknowledge", kept::add);
        page.locator(".alert-list > li").first().getByText("Acknowledge").click();
        page.getByText("Resolved", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("None.")).isVisible();
        page.waitForCondition(() -> !kept.isEmpty());
        page.unroute("**/acknowledge");

        kept.forEach(Route::resume);

        assertThat(page.locator(".places .count")).hasText("1");
        assertThat(page.getByText("None.")).isVisible();
        page.getByText("Open", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".alert-list > li")).hasCount(1);
    }

    /** Every alert of the episode is resolved. It stands below others that are newer and still open. */
    private static void anAddressOpensItsEpisode(
            Visitor visitor, AccountsNode node, ClientProject project, String address) {
        node.sql(
                "INSERT INTO alerts (rule_id, project_id, message, condition_snapshot)"
                        + " SELECT r.id, p.id, 'newer ' || n, '{}' FROM alert_rules r JOIN projects p ON p.id = r.project_id,"
                        + " generate_series(1, 20) n WHERE p.number = $1",
                project.number());
        Page page = visitor.page();
        visitor.open(address);
        Locator named = page.locator(".episode[aria-current]");
        assertThat(named.locator(".alert-list > li")).hasCount(3);
        assertThat(named.getByText("resolved by Ann")).hasCount(3);
        assertThat(named.locator(".alert-list > li").last()).isInViewport();
        assertThat(named).isFocused();
        assertThat(page.locator(".episode")).hasCount(21);

        visitor.open(address.replaceFirst("=.*", "=" + UUID.randomUUID()));
        assertThat(page.getByText("The episode of this link does not exist any more."))
                .isVisible();
        assertThat(page.locator(".episode")).hasCount(20);
    }

    private static void type(Locator field, String value) {
        field.fill(value);
        field.press("Enter");
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static Locator notice(Page page, String text) {
        return page.locator(".notice", new Page.LocatorOptions().setHasText(text));
    }
}
