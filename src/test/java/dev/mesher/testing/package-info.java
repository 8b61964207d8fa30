/** Real parts for tests: an embedded PostgreSQL with a fresh, migrated database for each test class. */
@NullMarked
package dev.mesher.testing;

import org.jspecify.annotations.NullMarked;
