/**
 * The event bus: all addresses in one file, and the codec that passes objects by reference inside one node. Also {@link
 * dev.mesher.bus.Loop}, which runs background steps.
 */
@NullMarked
@CheckReturnValue
package dev.mesher.bus;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
