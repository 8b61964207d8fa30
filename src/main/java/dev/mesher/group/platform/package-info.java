/** What compilers, runtimes and deployments put into a stack's frames beside the names that a programmer wrote. */
@NullMarked
@CheckReturnValue
package dev.mesher.group.platform;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
