/** Accounts, sessions, tokens and the members of organisations. */
@NullMarked
@CheckReturnValue
package dev.mesher.api.people;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
