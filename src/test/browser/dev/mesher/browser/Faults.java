package dev.mesher.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What no page should do: errors in the console, errors that nobody catches, violations of the Content-Security-Policy,
 * and requests to another host.
 */
final class Faults {
    /** What the console of a page says that asks for data before somebody has signed in. */
    static final String SIGNED_OUT = "status of 401";

    /** Chromium reports most violations in the console by itself, but not every one. */
    private static final String REPORT_VIOLATIONS = "document.addEventListener('securitypolicyviolation', (event) =>"
            + " console.error(`policy ${event.effectiveDirective} is violated by ${event.blockedURI}`))";

    private static final Set<String> NOWHERE = Set.of("data", "blob", "about");

    private final String authority;
    private final List<String> found = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    /**
     * Records those of all pages of a browser.
     *
     * @param authority host and port that pages may ask
     */
    Faults(BrowserContext context, String authority) {
        this.authority = authority;
        context.addInitScript(REPORT_VIOLATIONS);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                found.add("console: " + message.text() + " (" + message.location() + ")");
            }
        });
        context.onWebError(error -> found.add("uncaught: " + error.error()));
        context.onRequest(request -> check(request.url()));
        context.onPage(this::watchSockets);
    }

    /** From now on, what contains this text is not a fault. */
    void expect(String text) {
        expected.add(text);
    }

    /** All so far that was not expected. */
    List<String> found() {
        return found.stream()
                .filter(fault -> expected.stream().noneMatch(fault::contains))
                .toList();
    }

    private void watchSockets(Page page) {
        page.onWebSocket(socket -> check(socket.url()));
    }

    private void check(String url) {
        URI uri = URI.create(url);
        if (!NOWHERE.contains(uri.getScheme()) && !authority.equals(uri.getAuthority())) {
            found.add("request to another host: " + url);
        }
    }
}
