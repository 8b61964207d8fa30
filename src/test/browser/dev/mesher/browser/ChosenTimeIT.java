package dev.mesher.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.mesher.testing.ClientProject;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A range of time is chosen in the chart above the list, by drawing or by keys. It is in the address, and the list keeps to it. */
@InBrowser
final class ChosenTimeIT {
    /** Seven days by the hour. */
    private static final int BARS = 168;

    private static final Pattern CHOSEN = Pattern.compile("\\?from=.*&to=.*Z$");
    private static final Pattern NONE = Pattern.compile("/issues$");

    private static final String HOURS =
            """
            () => {
              const query = new URLSearchParams(location.search);
              return (Date.parse(query.get('to')) - Date.parse(query.get('from'))) / 3_600_000;
            }""";

    private Visitor visitor;
    private Locator brush;

    @BeforeEach
    void open(Visitors visitors, SharedNode node, ClientProject project) {
        Sent.messages(project, "ash");
        visitor = visitors.at(node.port());
        visitor.live("/p/" + project.number() + "/issues");
        brush = visitor.page().getByRole(AriaRole.SLIDER);
        assertThat(brush).isVisible();
    }

    @Test
    void barsAreDrawnOver() {
        Mouse mouse = visitor.page().mouse();
        moveTo(10);
        assertThat(visitor.page().locator(".readout")).containsText("0 events");
        mouse.down();
        moveTo(15);
        moveTo(20);
        mouse.up();
        expectChosen("9|10", 11);
        assertThat(visitor.page().locator(".chosen-time")).containsText("UTC");
        assertThat(visitor.row("ash")).hasCount(0);

        var unused = visitor.page().reload();
        expectChosen("9|10", 11);
        assertThat(visitor.row("ash")).hasCount(0);
        visitor.button("Show all times").click();
        expectNoneChosen();

        moveTo(30);
        mouse.down();
        mouse.up();
        expectChosen("29|30", 1);
        mouse.down();
        mouse.up();
        expectNoneChosen();
    }

    @Test
    void keysDoTheSame() {
        brush.focus();
        brush.press("End");
        brush.press("Shift+ArrowLeft");
        brush.press("Shift+ArrowLeft");
        expectChosen("164|165", 3);
        assertThat(brush).hasAttribute("aria-valuetext", Pattern.compile("Chosen: "));
        assertThat(visitor.row("ash")).isVisible();

        brush.press("Escape");
        expectNoneChosen();
        brush.press("Home");
        brush.press("Enter");
        expectChosen("0", 1);
        assertThat(visitor.row("ash")).hasCount(0);
    }

    /** The bars may move on by one, when an hour ends. */
    private void expectChosen(String first, int hours) {
        Page page = visitor.page();
        assertThat(page).hasURL(CHOSEN);
        assertThat(page.evaluate(HOURS)).isEqualTo(hours);
        Locator part = page.locator(".brush .part");
        assertThat(part).hasAttribute("x", Pattern.compile("^(" + first + ")$"));
        assertThat(part).hasAttribute("width", Integer.toString(hours));
    }

    private void expectNoneChosen() {
        assertThat(visitor.page()).hasURL(NONE);
        assertThat(visitor.page().locator(".brush .part")).hasCount(0);
        assertThat(visitor.row("ash")).isVisible();
    }

    private void moveTo(int bar) {
        BoundingBox box = Objects.requireNonNull(brush.boundingBox());
        visitor.page().mouse().move(box.x + (bar + 0.5) * box.width / BARS, box.y + box.height / 2);
    }
}
