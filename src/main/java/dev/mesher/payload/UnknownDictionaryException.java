package dev.mesher.payload;

/** A payload needs a dictionary that this node has not learnt of, or that the database has lost. */
public final class UnknownDictionaryException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownDictionaryException(long id) {
        super("the payload's dictionary " + id + " is not known");
    }
}
