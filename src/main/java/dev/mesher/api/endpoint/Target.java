package dev.mesher.api.endpoint;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request's path names. It exists, and the caller may see it.
 *
 * @param organization null for a route without a target
 * @param project null for a target that belongs to no project
 * @param id the id of the target itself, such as an issue or a rule; null for an issue that was merged into another
 * @param mergedInto the issue that this one was merged into; null unless the target is such an issue
 */
public record Target(
        @Nullable UUID organization, @Nullable UUID project, @Nullable UUID id, @Nullable UUID mergedInto) {
    static final Target NONE = new Target(null, null, null);

    public Target(@Nullable UUID organization, @Nullable UUID project, @Nullable UUID id) {
        this(organization, project, id, null);
    }
}
