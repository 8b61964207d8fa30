package dev.mesher.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request's path names, once it is known to be there and the caller's to see.
 *
 * @param organization null for a route without a target
 * @param project null for a target that belongs to no project
 * @param id of the target itself: the issue, the rule, the project…
 */
record Target(@Nullable UUID organization, @Nullable UUID project, @Nullable UUID id) {
    static final Target NONE = new Target(null, null, null);
}
