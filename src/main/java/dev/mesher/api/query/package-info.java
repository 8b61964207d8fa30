/** The query language in which people search issues: from its text to SQL. */
@NullMarked
@CheckReturnValue
package dev.mesher.api.query;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
