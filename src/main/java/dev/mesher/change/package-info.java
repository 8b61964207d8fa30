/** Finds what has changed in a project since an earlier reading, whatever changed it. */
@NullMarked
@CheckReturnValue
package dev.mesher.change;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
