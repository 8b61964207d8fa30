package dev.mesher.journal;

import dev.mesher.text.SearchPattern;

/**
 * PostgreSQL does not take an entry, or not all of it, whenever it is sent.
 *
 * @param number of the entry
 * @param kind of {@code remains}
 * @param remains what of the entry is not stored: the entry becomes that, and is kept until an operator tries it again
 * @param reason in words for the operator
 */
@SuppressWarnings("ArrayRecordComponent")
public record Refused(long number, String kind, byte[] remains, String reason) {
    private static final int MAX_REASON_CHARACTERS = 500;
    private static final SearchPattern UNPRINTABLE = SearchPattern.of("[\\p{C}\\s]++", MAX_REASON_CHARACTERS);

    /** Takes the reason as one line that is safe to print: PostgreSQL repeats what clients sent. */
    public Refused {
        String head = reason.length() > MAX_REASON_CHARACTERS ? reason.substring(0, MAX_REASON_CHARACTERS) : reason;
        reason = UNPRINTABLE.replaceAll(head, " ").strip();
    }

    /** Nothing of {@code entry} is stored. */
    public static Refused whole(WaitingEntry entry, String reason) {
        return new Refused(entry.number(), entry.kind(), entry.bytes(), reason);
    }
}
