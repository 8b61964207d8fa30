package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is done with an issue on its page, and what is said about it there. */
@InBrowser
final class IssueActionsIT {
    @Test
    void aMergedGroupIsTakenOutAgain(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Groups");
        String ash = Sent.messages(project, "ash").get(0).issue();
        String birch = Sent.messages(project, "birch", "birch").get(0).issue();
        IssueList list = IssueList.open(visitors, node, project);
        list.choose("ash", "birch");
        list.press("m");
        list.expectUnresolved("birch");
        OpenIssue issue = new OpenIssue(list.visitor());
        issue.visitor().open("/i/" + ash);
        assertThat(issue.page().locator("h1")).containsText("birch");
        assertThat(issue.page()).hasURL(Pattern.compile("/issues/" + birch));
        Locator why = issue.card("Why these belong together");
        assertThat(why).containsText("Same message");

        why.getByText("Take out").last().click();

        assertThat(issue.notice("an issue of its own")).isVisible();
        list.expectUnresolved("ash", "birch");
    }

    @Test
    void commentsAreWrittenChangedAndDeleted(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Comments");
        String id = Sent.messages(project, "ash").get(0).issue();
        OpenIssue issue = new OpenIssue(visitors.at(node.port()).signedIn(AccountsNode.ANN));
        issue.visitor().open("/i/" + id);
        Locator activity = issue.card("Activity");
        Locator comment = activity.locator("li");

        activity.getByLabel("Comment").fill("I look at the roots.");
        issue.visitor().button("Comment").click();
        assertThat(comment).hasCount(1);
        assertThat(comment).containsText("Ann");
        assertThat(comment).containsText("I look at the roots.");

        comment.getByText("Edit").click();
        comment.getByLabel("Text of the comment").fill("It is the leaves.");
        comment.getByText("Save").click();
        assertThat(comment).containsText("It is the leaves.");
        assertThat(comment).containsText("edited");
        assertThat(comment).not().containsText("roots");

        issue.page().onceDialog(Dialog::accept);
        comment.getByText("Delete").click();
        assertThat(comment).hasCount(0);
    }

    @Test
    void onlyTheAuthorIsOfferedToChangeAComment(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Comments of others");
        String id = Sent.messages(project, "ash").get(0).issue();
        OpenIssue ann = new OpenIssue(visitors.at(node.port()).signedIn(AccountsNode.ANN));
        ann.visitor().open("/i/" + id);
        ann.card("Activity").getByLabel("Comment").fill("I look at the roots.");
        ann.visitor().button("Comment").click();
        assertThat(ann.card("Activity").getByText("Edit")).hasCount(1);

        OpenIssue bob = new OpenIssue(visitors.at(node.port()).signedIn(AccountsNode.BOB));
        bob.visitor().open("/i/" + id);

        assertThat(bob.card("Activity")).containsText("I look at the roots.");
        assertThat(bob.card("Activity").getByText("Edit")).hasCount(0);
    }

    @Test
    void whatWasDoneIsInTheActivity(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Activity");
        String id = Sent.messages(project, "ash").get(0).issue();
        OpenIssue issue = new OpenIssue(visitors.at(node.port()).signedIn(AccountsNode.ANN));
        issue.visitor().live("/p/" + project.number() + "/issues/" + id);
        assertThat(issue.page().locator("h1")).containsText("ash");

        issue.page().keyboard().press("e");
        assertThat(issue.notice("The issue is resolved.")).isVisible();
        assertThat(issue.card("Activity")).containsText("Ann resolved it");
    }

    @Test
    void thePageOfAnIssueThatIsGoneSaysWhatBecameOfIt(Visitors visitors, SharedNode node, ClientProject project) {
        List<Sent.Stored> trees = Sent.messages(project, "ash", "birch");
        String birch = "/api/v1/issues/" + trees.get(1).issue();
        JsonObject ash = new JsonObject()
                .put("issue_ids", new JsonArray().add(trees.get(0).issue()));
        EventClient client = new EventClient(node.port());
        Page page = visitors.at(node.port())
                .live("/p/" + project.number() + "/issues/" + trees.get(0).issue())
                .page();
        Locator title = page.locator("h1");
        assertThat(title).containsText("ash");

        Answer unused = client.post(birch + "/merge", ash.encode());
        assertThat(title).hasText("This issue was merged into another");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("birch"))
                .click();
        assertThat(title).containsText("birch");
        assertThat(page.getByText("Newest event")).isVisible();

        unused = client.post(birch + "/delete", "{}");
        assertThat(title).hasText("This issue was deleted");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        page.getByText("Back to the list").click();
        assertThat(page).hasURL(Pattern.compile("/issues$"));
    }

    /** Without the stream, the page learns it from the next answer. */
    @Test
    void anEventOfAnIssueThatIsGoneLeadsBackToTheList(Visitors visitors, SharedNode node, ClientProject project) {
        String cedar = Sent.messages(project, "cedar", "cedar").get(0).issue();
        Visitor visitor = visitors.at(node.port());
        visitor.faults().expect("status of 404");
        visitor.page().routeWebSocket("**/stream", silent -> {});
        visitor.open("/p/" + project.number() + "/issues/" + cedar);
        assertThat(visitor.page().getByText("Newest event")).isVisible();
        Answer unused = new EventClient(node.port()).post("/api/v1/issues/" + cedar + "/delete", "{}");

        visitor.page().keyboard().press("[");

        assertThat(visitor.page().locator("h1")).hasText("This issue is not there");
        assertThat(visitor.page().getByRole(AriaRole.ALERT)).hasCount(0);
        assertThat(visitor.page().getByText("Back to the list")).isVisible();
    }

    @Test
    void anIssueIsDeletedAfterAQuestion(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Deleted issue");
        Sent.messages(project, "ash", "birch");
        IssueList list = IssueList.open(visitors, node, project);
        list.row("ash").locator("a").click();
        assertThat(list.page().locator("h1")).containsText("ash");

        // Told that it is gone, the page may ask for it once more.
        list.visitor().faults().expect("status of 404");
        list.page().onceDialog(Dialog::dismiss);
        list.visitor().button("Delete").click();
        list.expectUnresolved("ash", "birch");
        list.page().onceDialog(Dialog::accept);
        list.visitor().button("Delete").click();

        assertThat(list.notice("The issue is deleted.")).isVisible();
        assertThat(list.page()).hasURL(Pattern.compile("/issues$"));
        list.expectUnresolved("birch");
    }
}
