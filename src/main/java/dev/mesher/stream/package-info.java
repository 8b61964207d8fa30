/** The live stream: pushes what happens in a project to its subscribers, over WebSockets, on any node. */
@NullMarked
@CheckReturnValue
package dev.mesher.stream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
