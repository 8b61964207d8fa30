package dev.mesher.journal;

import dev.mesher.text.SearchPattern;

/**
 * An entry that PostgreSQL refuses, wholly or in part, and would refuse again.
 *
 * @param number of the entry
 * @param kind of {@code remains}
 * @param remains the part of the entry that is not stored. It replaces the entry's bytes and is kept until an operator
 *     tries it again
 * @param reason for the operator
 */
@SuppressWarnings("ArrayRecordComponent")
public record Refused(long number, String kind, byte[] remains, String reason) {
    private static final int MAX_REASON_CHARACTERS = 500;
    private static final SearchPattern UNPRINTABLE = SearchPattern.of("[\\p{C}\\s]++", MAX_REASON_CHARACTERS);

    /** Makes the reason one line that is safe to print, since PostgreSQL's messages repeat data of clients. */
    public Refused {
        String head = reason.length() > MAX_REASON_CHARACTERS ? reason.substring(0, MAX_REASON_CHARACTERS) : reason;
        reason = UNPRINTABLE.replaceAll(head, " ").strip();
    }

    /** Refuses the whole of {@code entry}. */
    public static Refused whole(WaitingEntry entry, String reason) {
        return new Refused(entry.number(), entry.kind(), entry.bytes(), reason);
    }
}
