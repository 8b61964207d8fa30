/** Access to a running node over HTTP: its URL, credentials and JSON answers. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.remote;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
