package dev.mesher.alert;

import java.util.UUID;

/** Something that happened to an issue, noted when it was stored. */
record AlertCause(String kind, UUID projectId, UUID issueId, String title) {
    static final String NEW_ISSUE = "new_issue";
    static final String REGRESSION = "regression";
    static final String ARCHIVED = "archived";
}
