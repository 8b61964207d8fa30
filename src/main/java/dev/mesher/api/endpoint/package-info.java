/** How a route of the management API is declared: who may call it, its parameters, its target, its answer. */
@NullMarked
@CheckReturnValue
package dev.mesher.api.endpoint;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
