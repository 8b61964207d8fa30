package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import dev.mesher.bus.Addresses;
import dev.mesher.testing.ClientProject;
import dev.mesher.told.send.Receiver;
import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Where alerts go: the channels of the organisation, and what became of their messages. */
@InBrowser
final class ChannelsIT {
    private static final String HOSTILE = "<b id=hostile>out of order</b>";

    @Test
    void aChannelIsMadeTestedMendedAndDeleted(Visitors visitors, AccountsNode node) {
        AtomicInteger status = new AtomicInteger(500);
        List<String> got = new CopyOnWriteArrayList<>();
        Receiver receiver = Receiver.start(node.vertx(), request -> {
            got.add(request.getHeader("X-Mesher-Message-Id"));
            Future<Void> unused =
                    request.response().setStatusCode(status.get()).end(status.get() == 200 ? "thanks" : HOSTILE);
        });
        List<Object> woken = new CopyOnWriteArrayList<>();
        MessageConsumer<Object> sender =
                node.vertx().eventBus().localConsumer(Addresses.MESSAGES_QUEUED, queued -> woken.add(queued.body()));
        try {
            Visitor ann = visitors.at(node.port()).signedIn(AccountsNode.ANN);
            // What the browser itself writes of the refused form.
            ann.faults().expect("the server responded with a status of 400");
            Page page = ann.page();
            ann.open(channels(node.project("Channels")));

            page.getByLabel("Name").fill("Night watch");
            page.getByLabel("Address").fill("nowhere");
            page.getByLabel("Secret", new Page.GetByLabelOptions().setExact(true))
                    .fill("0123456789abcdef");
            ann.button("Make the channel").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Address must be an http or https address");
            page.getByLabel("Address").fill("http://127.0.0.1:" + receiver.port() + "/in");
            ann.button("Make the channel").click();
            Locator channel = row(page, "Night watch");
            assertThat(channel).containsText("Webhook · http://127.0.0.1:" + receiver.port() + "/in · in no rule");

            ann.button("Test Night watch").click();
            Locator message = page.locator(".alert-list li").first();
            assertThat(message).containsText("not delivered yet");
            assertThat(message).containsText("the receiver answered 500");
            assertThat(message).containsText(HOSTILE);
            assertThat(page.locator("#hostile")).hasCount(0);
            status.set(200);
            message.getByText("Send again").click();
            assertThat(message.locator(".mark")).hasText("delivered");
            assertThat(got).hasSizeGreaterThan(1).containsOnly(got.get(0));
            assertThat(woken)
                    .as("the node's sender is woken by the test, and by sending it again")
                    .containsExactly(1, 1);

            page.getByText("All channels").click();
            ann.button("Edit Night watch").click();
            Locator form = page.locator(".alert-list form");
            assertThat(form.getByLabel("Secret", new Locator.GetByLabelOptions().setExact(true)))
                    .hasValue("");
            form.getByLabel("Name").fill("Day watch");
            Request saved = page.waitForRequest(request -> request.method().equals("POST"), () -> form.getByText("Save")
                    .click());
            assertThat(new JsonObject(saved.postData())
                            .getJsonObject("settings")
                            .fieldNames())
                    .containsExactly("url");
            assertThat(row(page, "Day watch")).hasCount(1);
            assertThat(ann.button("Edit Day watch")).isFocused();

            page.onceDialog(dialog -> {
                assertThat(dialog.message()).contains("Delete the channel Day watch", "No rule names it.");
                dialog.accept();
            });
            ann.button("Delete Day watch").click();
            assertThat(row(page, "Day watch")).hasCount(0);
        } finally {
            await(sender.unregister());
            receiver.stop();
        }
    }

    @Test
    void everybodyIsToldOfAChannelThatHasFailedForADay(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Failing");
        node.sql(
                """
                INSERT INTO channels (org_id, kind, name, settings, failing_since, last_error)
                SELECT id, 'slack', 'War room', '{"url":"https://hooks.example.org/x"}', now() - interval '50 hours', 'the receiver answered 410'
                FROM organizations WHERE slug = 'default'""");
        Visitor bob = visitors.at(node.port()).signedIn(AccountsNode.BOB);
        Page page = bob.page();
        bob.live("/p/" + project.number() + "/issues");
        Locator told = page.locator(".failing");
        assertThat(told).hasText("The channel War room has delivered nothing for 2 days. See why");
        Look.at(bob, "failing-channel");

        told.getByText("See why").click();
        assertThat(page.getByText("Nothing was sent yet.")).isVisible();
        assertThat(page.locator("main")).containsText("the receiver answered 410");
        assertThat(bob.button("Send a test")).hasCount(0);
        page.getByText("All channels").click();
        assertThat(row(page, "War room")).containsText("Slack · https://hooks.example.org · in no rule");
        assertThat(page.getByText("Admins and owners")).isVisible();
        assertThat(bob.button("Delete War room")).hasCount(0);
        assertThat(bob.button("Make the channel")).hasCount(0);

        Visitor ann = visitors.at(node.port()).signedIn(AccountsNode.ANN);
        ann.open(channels(project));
        assertThat(ann.page().locator(".failing")).isVisible();
        ann.page().onceDialog(Dialog::accept);
        ann.button("Delete War room").click();
        assertThat(ann.page().locator(".failing")).hasCount(0);
        assertThat(ann.page()).hasURL(Pattern.compile("/settings/channels$"));
    }

    private static Locator row(Page page, String name) {
        return page.locator(".alert-list li", new Page.LocatorOptions().setHasText(name));
    }

    private static String channels(ClientProject project) {
        return "/p/" + project.number() + "/settings/channels";
    }
}
