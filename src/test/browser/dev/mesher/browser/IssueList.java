package dev.mesher.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mesher.testing.ClientProject;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The list of a project's issues on somebody's page, and what the server says of the same issues. */
final class IssueList {
    private static final String READ = "async (path) => (await fetch(path)).json()";

    private static final String SEND = "async (path) => (await fetch(path, { method: 'POST', body: '{}',"
            + " headers: { 'Content-Type': 'application/json' } })).status";

    private final Visitor visitor;
    private final ClientProject project;

    private IssueList(Visitor visitor, ClientProject project) {
        this.visitor = visitor;
        this.project = project;
    }

    /** Ann's, as soon as it is told what changes. */
    static IssueList open(Visitors visitors, AccountsNode node, ClientProject project) {
        Visitor ann = visitors.at(node.port()).signedIn(AccountsNode.ANN);
        return new IssueList(ann.live("/p/" + project.number() + "/issues"), project);
    }

    Visitor visitor() {
        return visitor;
    }

    Page page() {
        return visitor.page();
    }

    Locator rows() {
        return page().locator("li.issue");
    }

    Locator row(String title) {
        return visitor.row(title);
    }

    /** What stands on the row of an issue besides its title, such as "resolved". */
    Locator mark(String title) {
        return row(title).locator(".mark");
    }

    /** The bar that is there while issues are chosen. */
    Locator chosen() {
        return page().getByRole(AriaRole.TOOLBAR);
    }

    /** A line at the foot of the page. */
    Locator notice(String text) {
        return visitor().notice(text);
    }

    /** The titles in the order in which they stand. */
    List<String> titles() {
        return page().locator("li.issue .title b").allInnerTexts();
    }

    /** Waits until the issues stand in this order. */
    void expectOrder(String... titles) {
        page().waitForCondition(() -> titles().equals(List.of(titles)));
    }

    /** Chooses issues with the pointer, which then is over the list. */
    void choose(String... titles) {
        for (String title : titles) {
            row(title).getByRole(AriaRole.CHECKBOX).click();
        }
    }

    void press(String... keys) {
        for (String key : keys) {
            page().keyboard().press(key);
        }
    }

    /** Chooses somebody in the open dialog. */
    void assignTo(String name) {
        page().getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText(name))
                .click();
    }

    /** Waits until a field of the issue has this value on the server. */
    void expectStored(String title, String field, String value) {
        page().waitForCondition(() -> value.equals(String.valueOf(stored(title).get(field))));
    }

    /** Waits until the server has these unresolved issues. */
    void expectUnresolved(String... titles) {
        page().waitForCondition(() -> read("is:unresolved").stream()
                .map(each -> String.valueOf(each.get("title")))
                .sorted()
                .toList()
                .equals(List.of(titles)));
    }

    /** Asks the server for a change that this page did not make. */
    void send(String path) {
        assertThat(page().evaluate(SEND, path)).as(path).isEqualTo(200);
    }

    private Map<?, ?> stored(String title) {
        return read(title).get(0);
    }

    private List<Map<?, ?>> read(String query) {
        String path = "/api/v1/projects/" + project.number() + "/issues?query=" + query;
        Map<?, ?> page = (Map<?, ?>) page().evaluate(READ, path);
        return ((List<?>) Objects.requireNonNull(page.get("data")))
                .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }
}
