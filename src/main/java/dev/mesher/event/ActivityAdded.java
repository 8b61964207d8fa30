package dev.mesher.event;

import java.util.UUID;

/**
 * An entry of an issue's activity that was committed and has to be shown: a new one, or a comment that was edited or
 * deleted.
 *
 * @param json the entry as the API shows it, a JSON object
 */
public record ActivityAdded(UUID projectId, UUID issueId, String json) {}
