package dev.mesher.browser;

import dev.mesher.testing.ChosenTests;
import java.util.Set;

/** All tests in browsers run in Chromium, the only browser there is, unless {@code mesher.browsers} is {@code none}. */
final class ChosenBrowsers extends ChosenTests {
    private static final String CHROMIUM = "chromium";

    ChosenBrowsers() {
        super("mesher.browsers", Set.of(CHROMIUM));
    }

    @Override
    protected String name(Class<?> test) {
        return CHROMIUM;
    }
}
