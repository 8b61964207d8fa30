package dev.mesher.write;

/** What one statement found was gone before the next one: most likely an issue was deleted. Another try sees it as it is now. */
final class ChangedMeanwhileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangedMeanwhileException() {
        super("issues or events were removed at this moment", null, false, false);
    }
}
