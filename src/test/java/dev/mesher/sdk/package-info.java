/** Sentry's own clients against a real node: what each program did is held against what arrived. */
@NullMarked
package dev.mesher.sdk;

import org.jspecify.annotations.NullMarked;
