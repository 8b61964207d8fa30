/** What happened to an issue, the comments on it, and when a user last looked at a project. */
@NullMarked
@CheckReturnValue
package dev.mesher.api.activity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
