package dev.mesher.api.endpoint;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds what one kind of path parameter names. */
public interface TargetFinder {
    /**
     * The target with that id. Empty when there is none.
     *
     * @param organizations what the caller may see; null for all. A finder may ignore it: a target of another
     *     organisation is refused afterwards
     */
    Future<Optional<Target>> find(UUID id, UUID @Nullable [] organizations);
}
