package dev.mesher.stream;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads issues in the form in which lists show them. */
@FunctionalInterface
public interface ViewedRows {
    /** The issues of the project with these ids, at most 500. Those that are gone are left out. */
    Future<List<JsonObject>> byIds(UUID project, Collection<UUID> ids);
}
