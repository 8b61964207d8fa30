package dev.mesher.api.issue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Issues in the form in which lists show them. */
public interface IssueRows {
    /** The most issues that are read at once. */
    int MOST = 500;

    /**
     * The issues with these ids, the one that was seen last first. Those that are deleted, or belong to another project,
     * are left out.
     *
     * @param ids at most {@value #MOST}
     */
    Future<List<JsonObject>> byIds(UUID project, Collection<UUID> ids);
}
