package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.mesher.testing.ClientProject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is done with issues in their list, by keys and by the pointer, and undone. */
@InBrowser
final class IssuesPageIT {
    private static final Pattern GONE = Pattern.compile("\\bgone\\b");

    @Test
    void issuesAreChosenByKeysAndByThePointer(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Chosen issues");
        Sent.messages(project, "ash", "birch", "cedar", "fir");
        IssueList list = IssueList.open(visitors, node, project);
        assertThat(list.rows()).hasCount(4);

        list.press("j", "x");
        assertThat(list.chosen()).containsText("1 chosen");
        list.press("Shift+J", "Shift+J");
        assertThat(list.chosen()).containsText("3 chosen");
        list.press("Shift+K");
        assertThat(list.chosen()).containsText("3 chosen");
        list.press("x");
        assertThat(list.chosen()).containsText("2 chosen");
        list.rows().last().getByRole(AriaRole.CHECKBOX).click();
        assertThat(list.chosen()).containsText("3 chosen");
        assertThat(list.page().locator("li.issue.chosen")).hasCount(3);

        list.press("Escape");
        assertThat(list.chosen()).hasCount(0);
        assertThat(list.page().locator("li.issue.chosen")).hasCount(0);
    }

    @Test
    void issuesAreResolvedAndArchivedByKeysWithUndo(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Turned issues");
        Sent.messages(project, "ash", "birch", "cedar");
        IssueList list = IssueList.open(visitors, node, project);

        turnedAndUndone(list, "e", "resolved");
        turnedAndUndone(list, "y", "archived");
    }

    @Test
    void thePointerDoesTheSame(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Pointed issues");
        Sent.messages(project, "ash", "birch");
        IssueList list = IssueList.open(visitors, node, project);

        list.choose("ash");
        inBar(list, "Archive").click();
        assertThat(list.mark("ash")).hasText("archived");
        list.notice("The issue is archived.").getByRole(AriaRole.BUTTON).first().click();
        assertThat(list.mark("ash")).hasText("new");
        list.expectStored("ash", "status", "unresolved");

        list.choose("birch");
        inBar(list, "Assign").click();
        list.assignTo("Bob");
        assertThat(list.row("birch").getByTitle("Bob")).isVisible();
    }

    @Test
    void issuesAreAssignedByKeysWithUndo(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Assigned issues");
        Sent.messages(project, "ash");
        IssueList list = IssueList.open(visitors, node, project);

        list.choose("ash");
        list.press("a");
        list.assignTo("Bob");
        assertThat(list.row("ash").getByTitle("Bob")).isVisible();
        assertThat(list.notice("assigned to Bob")).isVisible();
        list.press("z");
        assertThat(list.row("ash").getByTitle("Nobody")).isVisible();
        list.expectStored("ash", "assigned_to", "null");

        list.choose("ash");
        list.press("i");
        assertThat(list.row("ash").getByTitle("Ann")).isVisible();
        assertThat(list.notice("assigned to you")).isVisible();
        list.press("z");
        assertThat(list.row("ash").getByTitle("Nobody")).isVisible();
        list.expectStored("ash", "assigned_to", "null");
    }

    @Test
    void chosenIssuesAreMergedWithUndo(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Merged issues");
        Sent.messages(project, "ash", "birch", "birch", "cedar");
        IssueList list = IssueList.open(visitors, node, project);

        list.choose("ash", "birch");
        list.press("m");
        assertThat(list.notice("Merged into \"birch\".")).isVisible();
        list.expectUnresolved("birch", "cedar");
        list.press("z");
        assertThat(list.notice("Undone")).isVisible();
        list.expectUnresolved("ash", "birch", "cedar");

        list.choose("birch", "cedar");
        list.press("m");
        assertThat(list.row("cedar")).hasClass(GONE);
        assertThat(list.row("birch").locator(".number").first()).hasText("3");
    }

    /** There is no undo of it, so the page asks first. */
    @Test
    void chosenIssuesAreDeletedAfterAQuestion(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Deleted issues");
        Sent.messages(project, "ash", "birch", "cedar");
        IssueList list = IssueList.open(visitors, node, project);
        List<String> questions = new ArrayList<>();

        list.choose("ash", "birch");
        list.page().onceDialog(dialog -> {
            questions.add(dialog.message());
            dialog.dismiss();
        });
        inBar(list, "Delete").click();
        list.page().waitForCondition(() -> !questions.isEmpty());
        assertThat(questions).containsExactly("Delete 2 issues with all their events? This cannot be undone.");
        assertThat(list.chosen()).containsText("2 chosen");
        list.expectUnresolved("ash", "birch", "cedar");

        list.page().onceDialog(Dialog::accept);
        inBar(list, "Delete").click();
        assertThat(list.notice("2 issues are deleted.")).isVisible();
        assertThat(list.page().locator("li.issue.gone")).hasCount(2);
        list.expectUnresolved("cedar");
    }

    @Test
    void anActionFetchesNothingThatIsThereAlready(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Requests");
        Sent.messages(project, "ash", "birch");
        IssueList list = IssueList.open(visitors, node, project);
        String base = "/api/v1/projects/" + project.number();
        list.visitor().rest();
        List<String> asked = new ArrayList<>();
        list.page().onRequest(request -> asked.add(request.method() + " " + request.url()));

        list.choose("ash");
        list.press("e");
        assertThat(list.notice("The issue is resolved.")).isVisible();
        list.visitor().rest();

        assertThat(asked)
                .filteredOn(each -> !each.contains("/ui/") && !each.endsWith("/issues/counts"))
                .singleElement()
                .asString()
                .startsWith("POST")
                .endsWith(base + "/issues/actions");
    }

    private static void turnedAndUndone(IssueList list, String key, String status) {
        list.choose("ash", "birch");
        list.press(key);
        assertThat(list.notice("2 issues are " + status + ".")).isVisible();
        assertThat(list.mark("ash")).hasText(status);
        assertThat(list.mark("birch")).hasText(status);
        assertThat(list.mark("cedar")).hasText("new");
        list.expectStored("birch", "status", status);

        list.press("z");
        assertThat(list.mark("ash")).hasText("new");
        assertThat(list.mark("birch")).hasText("new");
        list.expectStored("ash", "status", "unresolved");
        list.expectStored("birch", "status", "unresolved");
    }

    private static Locator inBar(IssueList list, String action) {
        return list.chosen().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(action));
    }
}
