package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.EventClient;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page for whoever is signed in, or works on this machine: it can be read by everybody, in every theme and width. */
@InBrowser
final class PagesIT {
    /** Nothing is delivered there: the node calls no private address. */
    private static final String NTFY =
            "{\"kind\":\"ntfy\",\"name\":\"On call\",\"settings\":{\"url\":\"http://127.0.0.1\",\"topic\":\"mesher\"}}";

    private static String event = "";
    private static String issue = "";
    private static String channel = "";

    @BeforeAll
    static void report(SharedNode node, ClientProject project) {
        EventClient client = new EventClient(node.port());
        JsonObject rule = new JsonObject()
                .put("name", "Something new")
                .put("cooldown_minutes", 0)
                .put("condition", new JsonObject().put("condition_type", "new_issue"));
        String path = "/api/v1/projects/" + project.number();
        client.post(path + "/alert-rules", rule.encode());
        channel = client.post("/api/v1/orgs/default/channels", NTFY).text("id");
        client.post("/api/v1/channels/" + channel + "/test", "{}");
        SampleEvents.post(project);
        event = SampleEvents.checkout(project);
        issue = project.event(event).getString("issue_id");
        client.post("/api/v1/issues/" + issue + "/comments", "{\"text\":\"The bank is slow since this morning.\"}");
        await().until(() -> client.get(path + "/alerts?status=active").body().contains(issue));
    }

    /** The last column is a text that the page shows when it is complete. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            issues            | /p/{project}/issues                       | CheckoutError
            issues-none       | /p/{project}/issues?q=nothing             | No issue matches
            issues-bad-search | /p/{project}/issues?q=is%3A               | Try again
            issue             | /p/{project}/issues/{issue}               | What came before
            issue-event       | /p/{project}/issues/{issue}/events/{event} | What came before
            issue-gone        | /p/{project}/issues/00000000-0000-4000-8000-000000000000 | This issue is not there
            issue-events      | /p/{project}/issues/{issue}/events        | shop@1.4.2
            search            | /p/{project}/events?q=order               | Received
            session           | /p/{project}/sessions/session-17          | is text
            overview          | /p/{project}/overview                     | New issues
            feedback          | /p/{project}/feedback                     | I pressed Pay twice.
            alerts            | /p/{project}/alerts                       | Acknowledge
            alerts-resolved   | /p/{project}/alerts?status=resolved       | None.
            settings-general  | /p/{project}/settings/general             | Delete the project
            settings-keys     | /p/{project}/settings/keys                | Another key
            settings-rules    | /p/{project}/settings/rules               | Something new
            settings-channels | /p/{project}/settings/channels            | On call
            channel-log       | /p/{project}/settings/channels/{channel}  | Somebody tries the channel
            settings-members  | /p/{project}/settings/members             | Nobody has an account yet
            settings-arrivals | /p/{project}/settings/arrivals            | in 30 days
            settings-grouping | /p/{project}/settings/grouping            | Try it
            account-none      | /account                                  | You work without an account
            operate           | /operate                                  | Nothing was refused
            first-account     | /sign-in?first                            | Make the first account
            not-found         | /no/such/page                             | There is no such page
            short-unknown     | /i/00000000-0000-4000-8000-000000000000   | This address leads nowhere
            """)
    void isReadable(
            String name, String address, String complete, Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        // What the browser itself writes when the page asks for something that is not there.
        visitor.faults().expect("the server responded with a status of 40");
        visitor.open(address.replace("{project}", Long.toString(project.number()))
                .replace("{issue}", issue)
                .replace("{channel}", channel)
                .replace("{event}", event));
        assertThat(visitor.page().getByText(complete).first()).isVisible();

        Look.at(visitor, name);
    }

    @Test
    void aRuleWithFiltersAndItsPreviewAreReadable(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        visitor.open("/p/" + project.number() + "/settings/rules");
        visitor.page().getByText("Only some events").click();
        Locator environment = visitor.page().getByLabel("Environment");
        environment.fill("production");
        environment.press("Enter");
        visitor.button("Look back seven days").click();
        assertThat(visitor.page().getByText("It would have fired about")).isVisible();

        Look.at(visitor, "settings-rule");
    }

    @Test
    void anAlertsTimelineIsReadable(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        visitor.open("/p/" + project.number() + "/alerts");
        visitor.button("Timeline").first().click();
        assertThat(visitor.page().getByText("Raised")).isVisible();

        Look.at(visitor, "alerts-timeline");
    }

    @Test
    void theListOfKeysIsReadable(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = list(visitors, node, project);
        visitor.page().keyboard().press("?");
        assertThat(visitor.page().getByText("Single keys work")).isVisible();

        Look.at(visitor, "keys");
    }

    @Test
    void thePaletteIsReadable(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = list(visitors, node, project);
        visitor.page().keyboard().press("Control+k");
        assertThat(visitor.page().getByText("Go to your account")).isVisible();

        Look.at(visitor, "palette");
    }

    @Test
    void chosenIssuesAndANoticeAreReadable(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = list(visitors, node, project);
        visitor.page().keyboard().press("j");
        visitor.page().keyboard().press("Shift+J");
        assertThat(visitor.page().getByText("2 chosen")).isVisible();

        Look.at(visitor, "issues-chosen");
    }

    @Test
    void textOfEventsIsTextAndNeverMarkup(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = list(visitors, node, project);
        assertThat(visitor.row(SampleEvents.HOSTILE)).isVisible();
        visitor.row(SampleEvents.HOSTILE).locator("a").click();
        assertThat(visitor.page().locator("h1").getByText(SampleEvents.HOSTILE)).isVisible();

        assertThat(visitor.page().locator("img")).hasCount(0);
    }

    private static Visitor list(Visitors visitors, SharedNode node, ClientProject project) {
        Visitor visitor = visitors.at(node.port());
        visitor.open("/p/" + project.number() + "/issues");
        assertThat(visitor.row("CheckoutError")).isVisible();
        return visitor;
    }
}
