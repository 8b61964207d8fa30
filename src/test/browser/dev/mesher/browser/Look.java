package dev.mesher.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Looks at a page in the light theme and wide, and in the dark one and narrow: the rules on colours need the themes, those on
 * places the widths. An image of each is kept; axe must find nothing, and nothing may stand out at the side, also of a window
 * between the two. With {@code -Dmesher.looks=all} it also looks at the page light and narrow, and dark and wide.
 */
final class Look {
    private static final Path IMAGES = Path.of("target/screenshots").toAbsolutePath();
    private static final boolean ALL = "all".equals(System.getProperty("mesher.looks"));
    private static final int WIDE = 1440;
    private static final int NARROW = 390;

    /** The narrowest window that is not laid out as a phone's. */
    private static final int BETWEEN = 641;

    private static final int HEIGHT = 900;
    private static final int HIGHEST = 6_000;

    /**
     * The elements that make the page wider than its window, outermost first. What stands in a box that scrolls by itself
     * does not, unless it is placed absolutely.
     */
    private static final String SIDEWAYS =
            """
            () => {
              const boxed = (each) => {
                const place = getComputedStyle(each).position === 'absolute' ? each.offsetParent : each.parentElement;
                return place !== null && place !== document.body && place !== document.documentElement
                    && (getComputedStyle(place).overflowX !== 'visible' || boxed(place));
              };
              return document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll('*')]
                  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !boxed(each))
                  .slice(0, 5)
                  .map((each) => `${each.tagName} ${each.className} ${each.textContent.slice(0, 60)}`)
                  .concat('the page');
            }""";

    /**
     * The script of axe. Its runner for Playwright is not used: it loads the script again for each look, and reads all that
     * axe answers. Both took a third of the time of PagesIT.
     */
    private static final String AXE = axeScript();

    private static final String VIOLATIONS =
            """
            async () => {
              const results = await axe.run(document, { resultTypes: ['violations'] });
              return results.violations.flatMap((rule) =>
                  rule.nodes.map((node) => `axe ${rule.id}: ${node.failureSummary} ${node.html}`));
            }""";

    private Look() {}

    /** Fails with all that was found. */
    static void at(Visitor visitor, String name) {
        List<String> problems = new ArrayList<>();
        for (int width : new int[] {WIDE, NARROW}) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                boolean first = (width == WIDE) == (scheme == ColorScheme.LIGHT);
                if (!first && !ALL) {
                    continue;
                }
                show(visitor, width, scheme);
                String image = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
                visitor.screenshot(IMAGES.resolve(image + ".png"));
                sideways(visitor.page()).forEach(each -> problems.add(image + ", out at the side: " + each));
                if (first) {
                    axe(visitor.page()).forEach(each -> problems.add(image + ", " + each));
                }
            }
        }
        visitor.page().setViewportSize(BETWEEN, HEIGHT);
        visitor.rest();
        sideways(visitor.page()).forEach(each -> problems.add(name + "-" + BETWEEN + ", out at the side: " + each));
        visitor.page().setViewportSize(WIDE, HEIGHT);
        assertThat(problems).isEmpty();
    }

    private static void show(Visitor visitor, int width, ColorScheme scheme) {
        Page page = visitor.page();
        page.setViewportSize(width, HEIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        visitor.rest();
        // As high as the page: a bar at the foot of the window would stand in the middle of the image otherwise.
        int whole = (int) page.evaluate("() => document.documentElement.scrollHeight");
        page.setViewportSize(width, Math.max(HEIGHT, Math.min(whole, HIGHEST)));
    }

    private static List<String> sideways(Page page) {
        return texts(page.evaluate(SIDEWAYS));
    }

    private static List<String> axe(Page page) {
        if (page.evaluate("() => 'axe' in window").equals(false)) {
            Object unused = page.evaluate(AXE);
        }
        return texts(page.evaluate(VIOLATIONS));
    }

    private static List<String> texts(Object answer) {
        return ((List<?>) answer).stream().map(String::valueOf).toList();
    }

    private static String axeScript() {
        try (InputStream in = Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
