package dev.mesher.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.Envelopes;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** An issue's page. */
final class OpenIssue {
    private final Visitor visitor;

    OpenIssue(Visitor visitor) {
        this.visitor = visitor;
    }

    /** The page of a new event's issue, with that event. */
    static OpenIssue of(Visitors visitors, SharedNode node, ClientProject project, JsonObject sentryEvent) {
        UUID id = UUID.randomUUID();
        Sent.envelope(project, Envelopes.of(id).item("event", sentryEvent.copy().put("event_id", Envelopes.hex(id))));
        Visitor visitor = visitors.at(node.port());
        visitor.open("/e/" + id);
        return new OpenIssue(visitor);
    }

    Visitor visitor() {
        return visitor;
    }

    Page page() {
        return visitor.page();
    }

    /** A part of the page, by its title. */
    Locator card(String title) {
        return page().locator(".card")
                .filter(new Locator.FilterOptions().setHas(page().locator("h2").getByText(title)));
    }

    Locator stack() {
        return card("Stack");
    }

    /** A call of the stack, by the name of its function. */
    Locator frame(String function) {
        return stack().locator(".frame:not(.others)")
                .filter(new Locator.FilterOptions()
                        .setHas(page().locator("b")
                                .getByText(function, new Locator.GetByTextOptions().setExact(true))));
    }

    /** A line at the foot of the page. */
    Locator notice(String text) {
        return page().locator(".notice", new Page.LocatorOptions().setHasText(text));
    }
}
