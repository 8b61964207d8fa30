package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.mesher.testing.ClientProject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rows of the list stay where they are while somebody is about to press one. */
@InBrowser
final class IssueOrderIT {
    private static final Pattern GONE = Pattern.compile("\\bgone\\b");

    @Test
    void theOrderHoldsWhileThePointerIsOverTheList(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Held order");
        Sent.messages(project, "older");
        Sent.messages(project, "newer");
        IssueList list = IssueList.open(visitors, node, project);
        list.expectOrder("newer", "older");
        list.row("newer").hover();

        Sent.messages(project, "older");
        assertThat(list.row("older").locator(".number").first()).hasText("2");
        Locator bar = list.visitor().button("1 issue has moved up");
        assertThat(bar).isVisible();
        assertThat(list.titles()).containsExactly("newer", "older");

        list.press(".");
        list.expectOrder("older", "newer");
        assertThat(bar).hasCount(0);
    }

    @Test
    void rowsMoveByThemselvesWhenNothingHoldsThem(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Free order");
        Sent.messages(project, "older");
        Sent.messages(project, "newer");
        IssueList list = IssueList.open(visitors, node, project);
        list.expectOrder("newer", "older");

        Sent.messages(project, "older");

        list.expectOrder("older", "newer");
    }

    @Test
    void aRowThatLeftTheListStaysFaded(Visitors visitors, AccountsNode node) {
        ClientProject project = node.project("Faded rows");
        String older = Sent.messages(project, "older").get(0).issue();
        Sent.messages(project, "newer");
        IssueList list = IssueList.open(visitors, node, project);
        list.row("newer").hover();

        list.send("/api/v1/issues/" + older + "/resolve");
        assertThat(list.row("older")).hasClass(GONE);
        assertThat(list.mark("older")).hasText("resolved");
        assertThat(list.row("newer")).not().hasClass(GONE);

        list.press(".");
        assertThat(list.rows()).hasCount(1);
    }
}
