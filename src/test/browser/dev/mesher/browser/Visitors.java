package dev.mesher.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.PlaywrightException;
import dev.mesher.testing.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the visitors of one test. */
final class Visitors {
    private static final Path FAILED = Path.of("target/screenshots/failed").toAbsolutePath();
    private static final double PATIENCE_MS = 20_000;

    private final Chrome chrome;
    private final List<Visitor> all = new ArrayList<>();

    Visitors(Chrome chrome) {
        this.chrome = chrome;
    }

    /** A new one, who visits the node on this port of this machine. */
    Visitor at(int port) {
        var context = chrome.fresh();
        context.setDefaultTimeout(PATIENCE_MS);
        Visitor visitor = new Visitor(context, port);
        all.add(visitor);
        return visitor;
    }

    /** What they see now, as images whose names begin with {@code name}. */
    void screenshots(String name) {
        for (int i = 0; i < all.size(); i++) {
            try {
                all.get(i).screenshot(FAILED.resolve(name + "-" + (i + 1) + ".png"));
            } catch (PlaywrightException gone) {
                Terminal.print(name + ": no image of visitor " + (i + 1) + ", " + gone.getMessage());
            }
        }
    }

    /** Sends all away who are there, and fails when something was wrong on one of their pages. */
    void leave() {
        List<String> faults = new ArrayList<>();
        for (Visitor visitor : all) {
            try (visitor) {
                visitor.settle();
                faults.addAll(visitor.faults().found());
            }
        }
        all.clear();
        assertThat(faults).as("faults of the pages").isEmpty();
    }
}
