/** Who may send events: ingest keys and the projects behind them. */
@NullMarked
@CheckReturnValue
package dev.mesher.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
