package dev.mesher.payload;

/** A payload needs a dictionary that this node has not loaded yet, or that is missing in the database. */
public final class UnknownDictionaryException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownDictionaryException(long id) {
        super("the payload's dictionary " + id + " is not known");
    }
}
