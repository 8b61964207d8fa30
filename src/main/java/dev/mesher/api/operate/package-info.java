/** What the operator of the installation sees and does. */
@NullMarked
@CheckReturnValue
package dev.mesher.api.operate;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
