package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signing in and out, invitations, and passwords, as people do them on the pages. */
@InBrowser
final class AccountIT {
    private static final String NEW_PASSWORD = "another horse battery";

    @Test
    void signingInAndOut(Visitors visitors, AccountsNode node) {
        Visitor ann = visitors.at(node.port());
        ann.faults().expect(Faults.SIGNED_OUT);
        Page page = ann.page();
        ann.open("/account");
        assertThat(ann.button("Sign in")).isVisible();
        Look.at(ann, "sign-in");

        signIn(ann, AccountsNode.ANN, "not the password");
        assertThat(page.getByText("E-mail or password is wrong.")).isVisible();
        signIn(ann, AccountsNode.ANN, AccountsNode.PASSWORD);
        assertThat(page.locator("h1")).hasText("Ann");
        assertThat(page.getByText("this one")).isVisible();
        Look.at(ann, "account");

        ann.button("Sign out").click();
        assertThat(ann.button("Sign in")).isVisible();
        ann.open("/p/1/issues");
        assertThat(ann.button("Sign in")).isVisible();
    }

    @Test
    void anInvitationIsAcceptedInAnotherBrowser(Visitors visitors, AccountsNode node) {
        Visitor ann = visitors.at(node.port()).signedIn(AccountsNode.ANN);
        ann.open("/p/1/settings/members");
        ann.page().getByLabel("E-mail").fill("carol@c.example");
        List<String> unused = ann.page().locator("form select").selectOption("admin");
        ann.button("Invite").click();
        String link = ann.page().getByText("/accept#").innerText();
        Look.at(ann, "settings-members-invited");

        Visitor carol = visitors.at(node.port());
        carol.faults().expect(Faults.SIGNED_OUT);
        carol.open(link.substring(link.indexOf("/accept")));
        assertThat(carol.page().getByText("carol@c.example")).isVisible();
        Look.at(carol, "accept");
        carol.page().getByLabel("Name").fill("Carol");
        carol.page().getByLabel("Password").fill(AccountsNode.PASSWORD);
        carol.button("Accept").click();
        assertThat(carol.page().getByLabel("Account of Carol")).isVisible();

        ann.open("/p/1/settings/members");
        assertThat(ann.page().getByLabel("Role of carol@c.example")).hasValue("admin");
        Visitor late = visitors.at(node.port());
        late.faults().expect(Faults.SIGNED_OUT);
        late.faults().expect("status of 404");
        late.open(link.substring(link.indexOf("/accept")));
        assertThat(late.page().getByText("This invitation does not hold")).isVisible();
    }

    @Test
    void aChangedPasswordIsTheOneThatHolds(Visitors visitors, AccountsNode node) {
        Visitor dan = visitors.at(node.port());
        dan.faults().expect(Faults.SIGNED_OUT);
        dan.open("/accept#" + node.invitation("dan@d.example"));
        dan.page().getByLabel("Password").fill(AccountsNode.PASSWORD);
        dan.button("Accept").click();
        assertThat(dan.page().getByLabel("Account of dan@d.example")).isVisible();

        dan.open("/account");
        dan.page().getByLabel("Present password").fill(AccountsNode.PASSWORD);
        dan.page().getByLabel("New password").fill(NEW_PASSWORD);
        dan.button("Change").click();
        assertThat(dan.notice("The password is changed.")).isVisible();

        dan.button("Sign out").click();
        signIn(dan, "dan@d.example", AccountsNode.PASSWORD);
        assertThat(dan.page().getByText("E-mail or password is wrong.")).isVisible();
        signIn(dan, "dan@d.example", NEW_PASSWORD);
        assertThat(dan.page().getByLabel("Account of dan@d.example")).isVisible();
    }

    private static void signIn(Visitor visitor, String email, String password) {
        visitor.page().getByLabel("E-mail").fill(email);
        visitor.page().getByLabel("Password").fill(password);
        visitor.button("Sign in").click();
    }
}
