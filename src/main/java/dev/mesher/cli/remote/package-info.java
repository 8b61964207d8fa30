/** The running node that a command talks to over HTTP: its address, what proves the caller, its JSON. */
@NullMarked
@CheckReturnValue
package dev.mesher.cli.remote;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
