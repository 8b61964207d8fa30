/** The dashboard in headless Chromium, against a real node and PostgreSQL. */
@NullMarked
package dev.mesher.browser;

import org.jspecify.annotations.NullMarked;
