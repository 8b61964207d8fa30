package dev.mesher.db;

import java.util.List;
import liquibase.exception.LiquibaseException;

/**
 * The database was migrated by a version whose change sets are not part of this one, and lacks some of this one's: it
 * cannot be brought to this version's schema.
 */
public final class UnknownSchemaException extends LiquibaseException {
    private static final long serialVersionUID = 1L;

    /** @param unknown ids of the change sets that the database has and this version does not know; not empty */
    UnknownSchemaException(List<String> unknown) {
        super("its schema was made by another version (change set " + unknown.get(0)
                + (unknown.size() == 1 ? "" : " and " + (unknown.size() - 1) + " more")
                + ") and cannot be migrated");
    }
}
