package dev.mesher.write;

/** An issue was deleted between the statement that found it and the one that stores its events: the next try opens another. */
final class IssueDeletedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IssueDeletedException() {
        super("an issue was deleted at this moment", null, false, false);
    }
}
