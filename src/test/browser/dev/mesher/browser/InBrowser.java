package dev.mesher.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a class whose tests look at the dashboard in a browser. Its methods may take {@link Visitors}, the
 * {@link SharedNode} of the run, a project of that node which belongs to the class, and the {@link AccountsNode}. {@code -Dmesher.browsers=none}
 * leaves the class out.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({ChosenBrowsers.class, BrowserRun.class})
@interface InBrowser {}
