/** The dashboard's files, and the routes that serve them. */
@NullMarked
@CheckReturnValue
package dev.mesher.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
