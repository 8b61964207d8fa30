package dev.mesher.db;

import java.util.List;
import liquibase.exception.LiquibaseException;

/**
 * The database was migrated by another version: it has change sets that this version does not know, and lacks some of
 * this one's. So it cannot be migrated to this version's schema.
 */
public final class UnknownSchemaException extends LiquibaseException {
    private static final long serialVersionUID = 1L;

    /**
     * @param unknown ids of the change sets that are in the database and unknown to this version; not empty
     */
    UnknownSchemaException(List<String> unknown) {
        super("its schema was made by another version (change set " + unknown.get(0)
                + (unknown.size() == 1 ? "" : " and " + (unknown.size() - 1) + " more")
                + ") and cannot be migrated");
    }
}
