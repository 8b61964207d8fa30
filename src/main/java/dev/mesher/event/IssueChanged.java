package dev.mesher.event;

import java.util.UUID;

/** A committed change of an issue, announced to all parts that follow issues. */
public record IssueChanged(UUID projectId, UUID issueId, IssueAction action) {}
