package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.mesher.testing.ClientProject;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which issues the list shows, and in what order: all of it is in the address. */
@InBrowser
final class IssueSearchIT {
    /** More than the first page of the list. */
    private static final int MANY = 60;

    @Test
    void aSearchIsInTheAddress(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Search");
        JsonObject warning = Sent.message("disk slow").put("level", "warning");
        Sent.events(project, List.of(Sent.message("disk full"), warning, Sent.message("net down")));
        IssueList list = IssueList.open(visitors, node, project);
        Locator field = list.page().getByLabel("Search issues");

        list.press("/");
        assertThat(field).isFocused();
        field.fill("level:warning disk");
        list.press("Enter");
        assertThat(list.rows()).hasCount(1);
        assertThat(list.row("disk slow")).isVisible();
        assertThat(list.page()).hasURL(Pattern.compile("/issues\\?q=level%3Awarning\\+disk$"));

        var unused = list.page().reload();
        assertThat(field).hasValue("level:warning disk");
        assertThat(list.rows()).hasCount(1);

        unused = list.page().goBack();
        assertThat(field).hasValue("is:unresolved");
        assertThat(list.rows()).hasCount(3);
    }

    @Test
    void aFormerSearchThatIsAnsweredLateIsNotShown(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Late answers");
        Sent.messages(project, "disk full", "net down");
        IssueList list = IssueList.open(visitors, node, project);
        List<Route> late = new ArrayList<>();
        list.page().route("**/issues?query=disk*", late::add);
        search(list, "disk");
        list.page().waitForCondition(() -> !late.isEmpty());
        search(list, "net");
        assertThat(list.rows()).hasCount(1);

        late.forEach(Route::resume);
        list.visitor().rest();

        assertThat(list.titles()).containsExactly("net down");
    }

    @Test
    void anErrorInTheSearchSaysWhere(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Search with an error");
        Sent.messages(project, "disk full");
        IssueList list = IssueList.open(visitors, node, project);
        list.visitor().faults().expect("status of 400");

        search(list, "disk level:loud");

        assertThat(list.page().getByRole(AriaRole.ALERT)).containsText("(at character 12)");
    }

    @Test
    void viewsCountTheirIssues(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Views");
        Sent.messages(project, "ash", "birch", "cedar");
        IssueList list = IssueList.open(visitors, node, project);
        assertThat(view(list, "Unresolved")).hasText("Unresolved 3");

        list.choose("ash");
        list.press("e");
        list.choose("birch");
        list.press("i");
        assertThat(view(list, "Unresolved")).hasText("Unresolved 2");
        assertThat(view(list, "Resolved")).hasText("Resolved 1");
        assertThat(view(list, "Mine")).hasText("Mine 1");
        assertThat(view(list, "Nobody’s")).hasText("Nobody’s 1");

        view(list, "Resolved").click();
        assertThat(list.rows()).hasCount(1);
        assertThat(list.row("ash")).isVisible();
        assertThat(view(list, "Resolved")).hasAttribute("aria-current", "page");
        assertThat(list.page()).hasURL(Pattern.compile("q=is%3Aresolved$"));
    }

    @Test
    void aSearchIsKeptUnderAName(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Kept searches");
        Sent.messages(project, "disk full", "net down");
        IssueList list = IssueList.open(visitors, node, project);
        search(list, "disk");
        assertThat(list.rows()).hasCount(1);

        list.page().onDialog(dialog -> {
            if (dialog.type().equals("prompt")) {
                dialog.accept("Disks");
            } else {
                dialog.dismiss();
            }
        });
        list.visitor().button("Keep this search").click();
        assertThat(view(list, "Disks")).hasAttribute("aria-current", "page");

        view(list, "Unresolved").click();
        assertThat(list.rows()).hasCount(2);
        view(list, "Disks").click();
        assertThat(list.rows()).hasCount(1);
        list.visitor().button("Forget").click();
        assertThat(view(list, "Disks")).hasCount(0);
    }

    @Test
    void theOrderIsInTheAddress(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Order");
        Sent.messages(project, "often", "often", "often");
        Sent.messages(project, "once");
        Sent.messages(project, "twice", "twice");
        IssueList list = IssueList.open(visitors, node, project);
        list.expectOrder("twice", "once", "often");

        list.page().getByLabel("Order").selectOption("events");
        list.expectOrder("often", "twice", "once");
        assertThat(list.page()).hasURL(Pattern.compile("sort=events$"));

        var unused = list.page().reload();
        list.expectOrder("often", "twice", "once");
    }

    @Test
    void theHeightOfRowsIsRemembered(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Density");
        Sent.messages(project, "ash");
        IssueList list = IssueList.open(visitors, node, project);
        double high = height(list.row("ash"));

        list.press("d");
        list.page().waitForCondition(() -> height(list.row("ash")) < high);
        double low = height(list.row("ash"));
        var unused = list.page().reload();
        assertThat(list.row("ash")).isVisible();
        assertThat(height(list.row("ash"))).isEqualTo(low);

        list.press("d");
        list.page().waitForCondition(() -> height(list.row("ash")) == high);
    }

    @Test
    void theWayBackShowsTheListWhereItWasLeft(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Way back");
        Sent.events(
                project, IntStream.range(0, MANY).mapToObj(IssueSearchIT::tree).toList());
        IssueList list = IssueList.open(visitors, node, project);
        list.page().mouse().move(700, 600);
        list.page().mouse().wheel(0, 10_000);
        assertThat(list.rows()).hasCount(MANY);
        list.page().mouse().wheel(0, 10_000);
        Locator last = list.rows().last();
        last.scrollIntoViewIfNeeded();
        String title = last.locator(".title b").innerText();
        last.locator("a").click();
        assertThat(list.page().locator("h1")).containsText(title);
        List<String> asked = new ArrayList<>();
        list.page().onRequest(request -> asked.add(request.url()));

        var unused = list.page().goBack();
        assertThat(list.row(title)).isInViewport();
        assertThat(list.rows()).hasCount(MANY);
        list.visitor().rest();
        assertThat(asked).noneMatch(each -> each.contains("/issues?"));
    }

    /** Letters alone: messages that differ in a number are one issue. */
    private static JsonObject tree(int n) {
        return Sent.message("tree " + (char) ('g' + n / 10) + (char) ('p' + n % 10));
    }

    private static void search(IssueList list, String text) {
        Locator field = list.page().getByLabel("Search issues");
        field.fill(text);
        field.press("Enter");
    }

    private static Locator view(IssueList list, String name) {
        return list.page()
                .getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Views"))
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + name + "\\b")));
    }

    private static double height(Locator row) {
        BoundingBox box = Objects.requireNonNull(row.boundingBox());
        return box.height;
    }
}
