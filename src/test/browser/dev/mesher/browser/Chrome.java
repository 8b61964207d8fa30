package dev.mesher.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import dev.mesher.testing.Chromium;
import java.util.List;
import java.util.Map;

/**
 * One Chromium for the whole run. Playwright's objects belong to the thread that made them: the one thread that runs the
 * tests.
 */
final class Chrome implements AutoCloseable {
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;

    /** As root, Chromium has no sandbox. The others keep it from asking anything of its maker's servers. */
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic");

    private final Playwright playwright;
    private final Browser browser;

    Chrome() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Chromium.installed())
                        .setArgs(FLAGS));
    }

    /** A browser as somebody has it who comes for the first time: without cookies, and nothing cached. */
    BrowserContext fresh() {
        return browser.newContext(
                new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT).setTimezoneId("UTC"));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
