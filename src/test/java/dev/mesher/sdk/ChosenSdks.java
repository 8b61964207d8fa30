package dev.mesher.sdk;

import dev.mesher.testing.ChosenTests;
import java.util.Set;
import org.junit.platform.commons.support.AnnotationSupport;

/** All clients, or those that {@code mesher.sdks} lists. */
final class ChosenSdks extends ChosenTests {
    ChosenSdks() {
        super("mesher.sdks", Set.of("java", "node", "browser", "python", "cli"));
    }

    @Override
    protected String name(Class<?> test) {
        return AnnotationSupport.findAnnotation(test, Sdk.class).orElseThrow().value();
    }
}
