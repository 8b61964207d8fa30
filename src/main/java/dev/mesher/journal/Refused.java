package dev.mesher.journal;

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

    /** Takes the reason as one line that is safe to print: PostgreSQL repeats what clients sent. */
    public Refused {
        String line = reason.replaceAll("[\\p{C}\\s]+", " ").strip();
        reason = line.length() > MAX_REASON_CHARACTERS ? line.substring(0, MAX_REASON_CHARACTERS) : line;
    }

    /** Nothing of {@code entry} is stored. */
    public static Refused whole(WaitingEntry entry, String reason) {
        return new Refused(entry.number(), entry.kind(), entry.bytes(), reason);
    }
}
