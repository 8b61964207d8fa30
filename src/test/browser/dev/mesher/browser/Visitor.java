package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.util.Map;

/** Somebody with a browser and one page of their own. */
final class Visitor implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private static final String DRAWN =
            """
            async () => {
              await document.fonts.ready;
              await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            }""";

    private final BrowserContext context;
    private final String base;
    private final Faults faults;
    private final Page page;

    /** Requests without an answer so far. */
    private int open;

    Visitor(BrowserContext context, int port) {
        String authority = HOST + ":" + port;
        this.context = context;
        this.base = "http://" + authority;
        this.faults = new Faults(context, authority);
        context.onRequest(request -> open++);
        context.onRequestFinished(request -> open--);
        context.onRequestFailed(request -> open--);
        this.page = context.newPage();
    }

    Page page() {
        return page;
    }

    /** Loads the page with this address, which begins with a slash. */
    void open(String address) {
        var unused = page.navigate(base + address);
    }

    /** Loads the page with this address, and waits until it is told what changes. */
    @CanIgnoreReturnValue
    Visitor live(String address) {
        open(address);
        awaitLive();
        return this;
    }

    /** Waits until the page is told what changes. */
    void awaitLive() {
        assertThat(page.locator("p.live")).containsText("Live");
    }

    /** Signs in with {@link AccountsNode#PASSWORD}, but not by the page. */
    @CanIgnoreReturnValue
    Visitor signedIn(String email) {
        RequestOptions account =
                RequestOptions.create().setData(Map.of("email", email, "password", AccountsNode.PASSWORD));
        assertThat(context.request().post(base + "/api/v1/auth/login", account)).isOK();
        return this;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(false));
    }

    /** A line at the foot of the page. */
    Locator notice(String text) {
        return page.locator(".notice", new Page.LocatorOptions().setHasText(text));
    }

    /** The rows of the list of issues that contain this text. */
    Locator row(String text) {
        return page.locator("li.issue").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** What has gone wrong so far. */
    Faults faults() {
        return faults;
    }

    /** What the window shows. */
    void screenshot(Path file) {
        byte[] unused = page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    /** Waits until every answer is here and drawn. */
    void rest() {
        page.waitForCondition(() -> open == 0);
        Object unused = page.evaluate(DRAWN);
    }

    /** Waits until all that has happened in the browser so far is known here. */
    void settle() {
        Object unused = page.evaluate("() => new Promise((done) => setTimeout(done))");
    }

    @Override
    public void close() {
        context.close();
    }
}
