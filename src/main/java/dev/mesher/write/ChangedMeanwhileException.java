package dev.mesher.write;

/**
 * An issue or event that one statement found was removed before the next statement, most likely because a user deleted
 * an issue. The write must be tried again.
 */
final class ChangedMeanwhileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangedMeanwhileException() {
        super("issues or events were removed between two statements", null, false, false);
    }
}
