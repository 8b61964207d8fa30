/** What all HTTP edges share: JSON responses and errors, limits of connections, request heads and bodies, and CORS. */
@NullMarked
@CheckReturnValue
package dev.mesher.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
