package dev.mesher.event;

import java.util.UUID;

/** A change of an issue that is committed, announced to whoever follows issues. */
public record IssueChanged(UUID projectId, UUID issueId, IssueAction action) {}
