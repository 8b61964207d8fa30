package dev.mesher.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request's path names, once it is known to be there and the caller's to see.
 *
 * @param organization null for a route without a target
 * @param project null for a target that belongs to no project
 * @param id of the target itself: the issue, the rule, the project…; null for an issue of which nothing is left but where
 *     it went
 * @param event null unless the target is an event
 * @param mergedInto the issue that this one was merged into; null unless the target is such an issue
 */
record Target(
        @Nullable UUID organization,
        @Nullable UUID project,
        @Nullable UUID id,
        @Nullable EventDetailRow event,
        @Nullable UUID mergedInto) {
    static final Target NONE = new Target(null, null, null);

    Target(@Nullable UUID organization, @Nullable UUID project, @Nullable UUID id) {
        this(organization, project, id, null, null);
    }
}
